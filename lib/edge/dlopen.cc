// SQLite's extension loader is the only caller of dlopen, which a static executable cannot honour:
// the linker sends it here (-Wl,--wrap=dlopen).
extern "C" void* __wrap_dlopen(const char*, int);
extern "C" void* __wrap_dlopen(const char*, int) { return nullptr; }
