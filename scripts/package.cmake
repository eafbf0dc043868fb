# What `cpack -G DEB` in a build folder makes a Debian package of.

install(FILES copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/limier)
install(FILES ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/limier
  RENAME changelog)
install(FILES ${PROJECT_SOURCE_DIR}/SHARDS.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/limier)

set(CPACK_PACKAGE_CONTACT "The authors of Limier <limier@limier.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/package_docs.cmake)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Below the one line that the project is described by.
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "\
Limier searches folders of French texts from the terminal, from cron and from
scripts. It knows elision, accents that are left out, inflections, names in
several spellings, acronyms and inclusive writing, and answers with the
sentences in which the words stand. limier-indexer makes a Xapian database of
text, Markdown, HTML, JSON Lines, CSV and archives; limier-query searches it.")
include(CPack)
