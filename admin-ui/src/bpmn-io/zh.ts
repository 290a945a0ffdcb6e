import { diagram } from './zh/diagram.ts';
import { sayEvent } from './zh/events.ts';
import { formEditor } from './zh/form-editor.ts';
import { properties } from './zh/properties.ts';

const words: Record<string, string> = { ...diagram, ...properties };

/** The modeler and its properties panel in Chinese: what has no translation stays as it is. */
function translate(template: string, replacements: Record<string, string> = {}): string {
  const text = words[template] ?? sayEvent(template) ?? template;
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
  const removed = /^Remove (.+)$/.exec(text);
  return removed ? `删除${own(formEditor, removed[1]!) ?? removed[1]}` : own(sheet, text);
}

const sheet = {
  Select: '请选择',
  Search: '查找',
  'mm/dd/yyyy': '年-月-日',
  'hh:mm ?m': '时:分',
  'hh:mm --': '时:分',
  'yyyy/mm/dd': '年/月/日',
  Browse: '选择文件',
  'No files selected': '没有选择文件',
  'Drag and drop components here.': '把组件拖到这里。',
  Repeatable: '可重复',
  Increment: '增加',
  Decrement: '减少',
  'Expression is empty': '还没有写计算式',
  'Column 1': '列 1',
  'Column 2': '列 2',
  'Column 3': '列 3',
  Content: '内容',
  'This is an image placeholder': '图片的位置',
};

function own(words: Record<string, string>, text: string): string | undefined {
  return Object.hasOwn(words, text) ? words[text] : undefined;
}
