import { diagram } from './zh/diagram.ts';
import { properties } from './zh/properties.ts';

/** What the properties panel does not ask the translator for. */
export { properties as panelWords };

const words: Record<string, string> = { ...diagram, ...properties };

/** The modeler and its properties panel in Chinese: what has no translation stays as it is. */
function translate(template: string, replacements: Record<string, string> = {}): string {
  const text = words[template] ?? template;
  return text.replaceAll(/{([^}]+)}/g, (hole, key: string) => replacements[key] ?? hole);
}

export const chinese = { translate: ['value', translate] };
