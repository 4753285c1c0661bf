// Refused, with another message than it expects.
// expect: a message that no compiler has
static_assert(sizeof(char) == 2);
