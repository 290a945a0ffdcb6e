/** Full-width digits, letters and signs as the ordinary ones. */
export function halfWidth(text: string): string {
  const halved = text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  return halved.replaceAll('\u3000', ' ');
}

/** Without any blank, of whatever width. */
export function withoutBlanks(text: string): string {
  return text.replace(/[\s\u200b]/g, '');
}
