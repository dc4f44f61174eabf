/** Read by the build, svelte-check and the formatter alike. */
export default {
  compilerOptions: {
    runes: true,
    // Templates are built node by node: no HTML string is ever parsed, so Trusted Types can be required.
    fragments: 'tree',
  },
};
