# Run by cpack before it makes the package: documentation as Debian wants it, compressed, and with
# a changelog of the package itself.
set(doc ${CPACK_TEMPORARY_DIRECTORY}/usr/share/doc/limier)
set(version ${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})
# SOURCE_DATE_EPOCH, if set, makes the same package of the same source.
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${doc}/changelog.Debian
  "limier (${version}) unstable; urgency=medium\n\n"
  "  * What is new stands in changelog.gz.\n\n"
  " -- ${CPACK_PACKAGE_CONTACT}  ${now}\n")
file(GLOB pages ${CPACK_TEMPORARY_DIRECTORY}/usr/share/man/man*/*)
execute_process(COMMAND gzip -9n ${doc}/changelog ${doc}/changelog.Debian ${pages}
  COMMAND_ERROR_IS_FATAL ANY)
