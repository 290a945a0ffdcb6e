import { sayFormEditor } from './zh.ts';

interface Config {
  type: string;
  name: string;
  create(options?: Drawn): Drawn;
}
interface Drawn {
  label?: string;
  text?: string;
  values?: { label: string; value: string }[];
  columns?: { label: string; key: string }[];
  [other: string]: unknown;
}
interface Field {
  (props: object): unknown;
  config: Config;
}

/**
 * The components of the form editor under Chinese names: in the palette and its search, and as the title a new one
 * begins with. They are wrapped, not changed: the forms people fill in use the same components.
 */
class ChineseFields {
  static $inject = ['formFields'];

  constructor(formFields: {
    _formFields: Record<string, Field>;
    register(type: string, field: Field): void;
  }) {
    for (const [type, field] of Object.entries(formFields._formFields))
      formFields.register(type, chinese(field));
  }
}

function chinese(field: Field): Field {
  const { config } = field;
  const wrapped = (props: object) => field(props);
  return Object.assign(wrapped, {
    config: {
      ...config,
      name: sayFormEditor(config.name) ?? config.name,
      create: (options?: Drawn) => inChinese(config.create(options)),
    },
  });
}

function inChinese(drawn: Drawn): Drawn {
  const { label, subtype, dateLabel, text, values, columns } = drawn;
  return {
    ...drawn,
    ...(label && { label: sayFormEditor(label) ?? label }),
    ...(subtype === 'date' && !dateLabel && { dateLabel: '日期' }),
    ...(text === '# Text' && { text: '请在右边写上说明文字。' }),
    ...(values && {
      values: values.map((one) => (one.label === 'Value' ? { label: '选项 1', value: 'option1' } : one)),
    }),
    ...(columns && { columns: columns.map((one) => ({ ...one, label: headers[one.label] ?? one.label })) }),
  };
}

/** Columns a new table begins with. */
const headers: Record<string, string> = { ID: '编号', Name: '名称', Date: '日期' };

export const chineseFields = {
  __init__: ['chineseFields'],
  chineseFields: ['type', ChineseFields],
};
