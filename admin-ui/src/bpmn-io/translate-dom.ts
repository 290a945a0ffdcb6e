const attributes = ['title', 'placeholder', 'aria-label', 'data-title', 'alt'];

/**
 * Puts words of one's own in the place of a library's fixed ones, in the given parts of its page and as it goes on
 * drawing them. For libraries that cannot be given a language; what people typed is in fields and stays as it is.
 * @param say the words in one's own language, if they are known
 * @returns a function that stops it
 */
export function translateDom(
  root: HTMLElement,
  say: (words: string) => string | undefined,
  parts: string,
): () => void {
  const translate = (text: string) => {
    const bare = text.trim();
    const known = say(bare);
    return known === undefined ? text : text.replace(bare, known);
  };
  const read = (node: Node) => {
    if (node instanceof Text) return readText(node);
    if (!(node instanceof Element)) return;
    for (const part of [node, ...node.querySelectorAll('*')]) if (part.closest(parts)) readElement(part);
  };
  const readElement = (element: Element) => {
    for (const name of attributes) {
      const before = element.getAttribute(name);
      const after = before && translate(before);
      if (after !== before) element.setAttribute(name, after!);
    }
    for (const child of element.childNodes) if (child instanceof Text) readText(child);
  };
  const readText = (node: Text) => {
    if (!node.parentElement?.closest(parts) || node.parentElement.closest('.cm-editor')) return;
    const after = translate(node.data);
    if (after !== node.data) node.data = after;
  };
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      if (type === 'characterData') read(target);
      else if (type === 'attributes') read(target);
      else for (const node of addedNodes) read(node);
    }
  });
  observer.observe(root, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: attributes,
  });
  return () => observer.disconnect();
}
