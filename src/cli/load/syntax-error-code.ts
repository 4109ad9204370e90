/** The code of the error that says where TypeScript can't be parsed; it survives a change of thread. */
export const SYNTAX_ERROR = 'OCTIFLOW_SYNTAX';
