import { diagram } from './zh/diagram.ts';
import { formEditor } from './zh/form-editor.ts';
import { properties } from './zh/properties.ts';

const words: Record<string, string> = { ...diagram, ...properties };

/** The modeler and its properties panel in Chinese: what has no translation stays as it is. */
function translate(template: string, replacements: Record<string, string> = {}): string {
  const text = words[template] ?? template;
  return text.replaceAll(/{([^}]+)}/g, (hole, key: string) => replacements[key] ?? hole);
}

export const chinese = { translate: ['value', translate] };

/** What the properties panel does not ask the translator for. */
export function sayPanel(text: string): string | undefined {
  const counted = /^List contains (\d+) items?$/.exec(text);
  return counted ? `共 ${counted[1]} 项` : own(properties, text);
}

export function sayFormEditor(text: string): string | undefined {
  const create = /^Create an? (.+) element$/.exec(text);
  return create
    ? `添加${own(formEditor, create[1]!) ?? create[1]}`
    : (own(formEditor, text) ?? sayPanel(text));
}

/** On the sheet itself only what form-js writes into empty fields: the rest is the designer's. */
export function saySheet(text: string): string | undefined {
  return own(sheet, text);
}

const sheet = {
  Select: '请选择',
  Search: '查找',
  'mm/dd/yyyy': '年-月-日',
  'hh:mm ?m': '时:分',
  Upload: '上传',
};

function own(words: Record<string, string>, text: string): string | undefined {
  return Object.hasOwn(words, text) ? words[text] : undefined;
}
