// The unit of every measurement: a static process that does nothing.
int main() { return 0; }
