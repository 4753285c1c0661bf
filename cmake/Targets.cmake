# How every target of icmpwire is compiled: as INTERFACE targets, never as global flags.
add_library(icmpwire_warnings INTERFACE)
target_compile_options(icmpwire_warnings INTERFACE
  -Wall -Wextra -Wconversion -Wshadow $<$<BOOL:${ICMPWIRE_WERROR}>:-Werror>
  # GCC 12 takes the addition of two std::strings for overlapping copies (GCC bug 105651).
  $<$<AND:$<COMPILE_LANG_AND_ID:CXX,GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)

add_library(icmpwire_sanitizer INTERFACE)
if(ICMPWIRE_SANITIZE)
  set(icmpwire_sanitize_flags -fsanitize=${ICMPWIRE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(icmpwire_sanitizer INTERFACE ${icmpwire_sanitize_flags} -O1 -gline-tables-only)
  target_link_options(icmpwire_sanitizer INTERFACE ${icmpwire_sanitize_flags})
endif()

# An echo crosses all layers: optimised as a whole it costs about a twentieth less. The objects are fat, so that the
# static libraries can be linked by others, and by tests in a hurry, as they are.
set(icmpwire_lto 0)
if(ICMPWIRE_LTO AND NOT ICMPWIRE_SANITIZE AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
  set(icmpwire_lto "$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>")
endif()
add_library(icmpwire_linked_whole INTERFACE)
target_link_options(icmpwire_linked_whole INTERFACE "$<${icmpwire_lto}:-flto=auto>")
add_library(icmpwire_linked_as_is INTERFACE)
target_link_options(icmpwire_linked_as_is INTERFACE "$<${icmpwire_lto}:-fno-lto>")

# A library whose code lies on the path of an echo.
function(icmpwire_on_the_path name)
  target_compile_options(${name} PRIVATE "$<${icmpwire_lto}:-flto;-ffat-lto-objects>")
endfunction()

# Fat objects still hold GCC's intermediate code, which no other compiler, nor another GCC, reads: the archive that others
# link is rid of it.
function(icmpwire_without_lto_parts name)
  set(strip "${CMAKE_OBJCOPY}" --wildcard -R .gnu.lto_* -R .gnu.debuglto_* -N __gnu_lto_* "$<TARGET_FILE:${name}>")
  add_custom_command(TARGET ${name} POST_BUILD COMMAND "$<${icmpwire_lto}:${strip}>" COMMAND_EXPAND_LISTS VERBATIM)
endfunction()

# Language, warnings, visibility and include root of one target of ours.
function(icmpwire_target name)
  set_target_properties(${name} PROPERTIES
    CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF
    C_STANDARD 11 C_STANDARD_REQUIRED ON
    POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:icmpwire_warnings> PUBLIC $<BUILD_INTERFACE:icmpwire_sanitizer>)
endfunction()

# Where programs that link this library find <icmpapi.h> and the like.
function(icmpwire_public_headers name)
  target_include_directories(${name} INTERFACE
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/api/include>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/icmpwire>")
endfunction()

# A shared library of ours: its version, and the names that it exports.
function(icmpwire_shared name exports)
  set_target_properties(${name} PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    # Templates of the standard library escape hidden visibility; what is exported has C names.
    target_link_options(${name} PRIVATE "LINKER:--version-script=${exports}")
    set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS "${exports}")
  endif()
endfunction()

# The sources of the calling folder and its direct subfolders, into `out`.
function(icmpwire_sources out)
  file(GLOB sources CONFIGURE_DEPENDS
    "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.c"
    "${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*/*.c")
  set(${out} "${sources}" PARENT_SCOPE)
endfunction()

# The static library of the calling folder.
function(icmpwire_layer name)
  icmpwire_sources(sources)
  add_library(${name} STATIC ${sources})
  icmpwire_target(${name})
  icmpwire_on_the_path(${name})
  target_include_directories(${name} INTERFACE "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>")
endfunction()
