# Asks COMPILER about SOURCE and fails unless it is refused as the source's own line says.
function(fail why)
  message("${SOURCE} ${why}")
  message(FATAL_ERROR "see above")
endfunction()

file(STRINGS "${SOURCE}" expectation REGEX "^// expect: " LIMIT_COUNT 1)
if(NOT expectation)
  fail("has no line `// expect: REGEX`")
endif()
string(REGEX REPLACE "^// expect: " "" expectation "${expectation}")

execute_process(
  COMMAND "${COMPILER}" -std=c++20 -fsyntax-only -I "${ROOT}" -idirafter "${EXPECTED_INCLUDE}" "${SOURCE}"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)

if(result EQUAL 0)
  fail("compiles, but must be refused with: ${expectation}")
elseif(NOT output MATCHES "${expectation}")
  fail("is refused, but not with a message that matches: ${expectation}\n${output}")
endif()
