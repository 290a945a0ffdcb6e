/** Makes words safe inside HTML, in text and in quoted attributes. */
export function escapeHtml(words: string): string {
  return words.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
