// The compiler of Node itself: read once per process instead of by each suite, and faster than in the context of a test, where each
// look at a global is a call into Node.
export default globalThis.compiler;
