/**
 * A value of an open vocabulary: the known values are offered by the editor, any other text is
 * accepted too, because an administrator of OpenCTI may add values.
 *
 * @see STIX 2.1 section 2.13, "Open Vocabulary"
 */
export type OpenVocab<Known extends string> = Known | (string & {});
