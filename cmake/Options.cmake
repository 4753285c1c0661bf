# What a person who builds icmpwire may choose. As a subproject it sets nothing outside its own targets.
option(ICMPWIRE_WERROR "Warnings are errors" ${PROJECT_IS_TOP_LEVEL})
option(ICMPWIRE_CLI "Build the program icmpwire" ${PROJECT_IS_TOP_LEVEL})
option(ICMPWIRE_TESTS "Build the tests and examples" ${PROJECT_IS_TOP_LEVEL})
option(ICMPWIRE_BENCH "Build the benchmarks" OFF)
option(ICMPWIRE_LTO "Optimise the layers as a whole where they are linked (GCC, release)" ON)
set(ICMPWIRE_SANITIZE "" CACHE STRING "Sanitizers (clang): address,undefined or thread; empty for none")
set_property(CACHE ICMPWIRE_SANITIZE PROPERTY STRINGS "" "address,undefined" "thread")

if(DEFINED BUILD_SHARED_LIBS)
  set(icmpwire_shared_default ${BUILD_SHARED_LIBS})
else()
  set(icmpwire_shared_default ON)
endif()
option(ICMPWIRE_SHARED "The library `icmpwire` is shared (follows BUILD_SHARED_LIBS)" ${icmpwire_shared_default})

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, Debug, RelWithDebInfo or MinSizeRel" FORCE)
endif()
