/**
 * Turns the `<code>` tags of a description into backticks, which OpenCTI shows. MITRE ATT&CK writes
 * its descriptions like that. No text stays no text.
 *
 * @see pycti `OpenCTIStix2.convert_markdown`
 */
export function codeTagsToMarkdown(text: string | null | undefined): string | undefined {
  return text?.replaceAll(/<\/?code>/g, '`');
}
