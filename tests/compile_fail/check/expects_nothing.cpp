// Refused, and silent about why.
static_assert(sizeof(char) == 2);
