/** Read by the build, the tests, the checker and the linter alike. */
export default {
  compilerOptions: { runes: true },
};
