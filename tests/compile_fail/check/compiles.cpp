// A valid source.
// expect: error
int main() {}
