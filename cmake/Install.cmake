# What `cmake --install` puts where: libraries, headers, the program, and packages for CMake and pkg-config. All places are
# relative to the prefix, so that the tree may be moved.
include(CMakePackageConfigHelpers)

set(icmpwire_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/icmpwire")
set(icmpwire_headers_dir "${CMAKE_INSTALL_INCLUDEDIR}/icmpwire")

# <icmpapi.h> and its like in a folder of their own; names such as windows.h in another, which only icmpwire::compat adds.
install(DIRECTORY api/include/ DESTINATION "${icmpwire_headers_dir}" FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
install(DIRECTORY api/compat/ DESTINATION "${icmpwire_headers_dir}/compat" FILES_MATCHING PATTERN "*.h"
  PATTERN source EXCLUDE PATTERN wmain EXCLUDE)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")

install(TARGETS icmpwire_archive icmpwire_compat_archive icmpwire_wmain EXPORT icmpwire_static
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
if(ICMPWIRE_SHARED)
  # The one finds the other beside it, wherever the two are.
  set_target_properties(icmpwire_compat PROPERTIES INSTALL_RPATH "$ORIGIN")
  install(TARGETS icmpwire icmpwire_compat EXPORT icmpwire_shared LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  install(EXPORT icmpwire_shared NAMESPACE icmpwire:: FILE icmpwireShared.cmake DESTINATION "${icmpwire_package_dir}")
endif()
install(EXPORT icmpwire_static NAMESPACE icmpwire:: FILE icmpwireStatic.cmake DESTINATION "${icmpwire_package_dir}")
if(TARGET icmpwire_program)
  install(TARGETS icmpwire_program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  install(FILES docs/icmpwire.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
endif()

configure_package_config_file(cmake/icmpwireConfig.cmake.in "${PROJECT_BINARY_DIR}/icmpwireConfig.cmake"
  INSTALL_DESTINATION "${icmpwire_package_dir}" NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/icmpwireConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES cmake/SystemLibraries.cmake
  "${PROJECT_BINARY_DIR}/icmpwireConfig.cmake" "${PROJECT_BINARY_DIR}/icmpwireConfigVersion.cmake"
  DESTINATION "${icmpwire_package_dir}")

# pkg-config. The libraries inside ours stand under Libs.private by name: as Requires.private their .pc files would have to
# be there even for programs that link the shared library, whose compilation needs nothing of them.
set(icmpwire_pc_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}/${icmpwire_pc_dir}"
  OUTPUT_VARIABLE icmpwire_pc_to_prefix)
list(TRANSFORM icmpwire_cxx_libraries PREPEND "-l" OUTPUT_VARIABLE icmpwire_cxx_flags)
set(icmpwire_pc_needs ${ICMPWIRE_TINS_LDFLAGS} ${ICMPWIRE_PCAP_LDFLAGS} ${ICMPWIRE_MNL_LDFLAGS} ${ICMPWIRE_ZLIB_LDFLAGS}
  ${ICMPWIRE_ZSTD_LDFLAGS} ${CMAKE_THREAD_LIBS_INIT} ${icmpwire_cxx_flags})
set(icmpwire_usual_places ${CMAKE_C_IMPLICIT_LINK_DIRECTORIES})
list(TRANSFORM icmpwire_usual_places PREPEND "-L")
list(REMOVE_ITEM icmpwire_pc_needs ${icmpwire_usual_places})
list(REMOVE_DUPLICATES icmpwire_pc_needs)
list(JOIN icmpwire_pc_needs " " icmpwire_pc_needs)
if(NOT ICMPWIRE_SHARED)
  set(icmpwire_pc_libraries " ${icmpwire_pc_needs}")
  set(icmpwire_pc_needs "")
endif()
foreach(directory INCLUDEDIR LIBDIR)
  set(icmpwire_pc_${directory} "\${prefix}")
  cmake_path(APPEND icmpwire_pc_${directory} "${CMAKE_INSTALL_${directory}}")
endforeach()
foreach(package icmpwire icmpwire-compat)
  configure_file(cmake/${package}.pc.in "${PROJECT_BINARY_DIR}/${package}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${package}.pc" DESTINATION "${icmpwire_pc_dir}")
endforeach()
