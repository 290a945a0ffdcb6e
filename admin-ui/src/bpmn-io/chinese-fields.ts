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
  const { label, subtype, dateLabel, text, values } = drawn;
  return {
    ...drawn,
    ...(label && { label: sayFormEditor(label) ?? label }),
    ...(subtype === 'date' && !dateLabel && { dateLabel: '日期' }),
    ...(text === '# Text' && { text: '请在右边写上说明文字。' }),
    ...(values && {
      values: values.map((one) => (one.label === 'Value' ? { label: '选项一', value: 'option1' } : one)),
    }),
  };
}

export const chineseFields = {
  __init__: ['chineseFields'],
  chineseFields: ['type', ChineseFields],
};
