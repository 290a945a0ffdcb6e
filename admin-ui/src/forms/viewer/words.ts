import { Fragment, options, type VNode } from 'preact';

/** What the viewer says of its own accord. Its mark (bpmn.io) stays as it is. */
const words: Record<string, string> = {
  'Add new': '增加一项',
  Collapse: '收起',
  'Nothing to show.': '没有内容。',
  'No content to show.': '没有内容。',
  "External content couldn't be loaded.": '外部内容没能打开。',
  'No results': '没有符合的选项',
  'All values selected': '已全部选上',
  'Remove tag': '去掉',
  'Skip to search': '跳到搜索',
  'Previous page': '上一页',
  'Next page': '下一页',
  'Date and time must both be entered.': '日期和时间都要填写。',
  Select: '请选择',
  'Click to remove sorting': '取消排序',
  'Unable to download document': '文件没能下载。',
  'Document reference is not defined.': '没有指定文件。',
  Submit: '提交',
};

const patterns: [RegExp, string][] = [
  [/^Expand all \((\d+)\)$/, '展开其余 $1 项'],
  [/^Remove list item (\d+)$/, '删除第 $1 项'],
  [/^Click to sort by (.*) descending$/, '按“$1”从大到小排'],
  [/^Click to sort by (.*) ascending$/, '按“$1”从小到大排'],
  [/^Download (.*)$/, '下载 $1'],
];

const SPOKEN = ['title', 'aria-label', 'placeholder', 'alt'] as const;

export function inChinese(text: string): string {
  const word = words[text];
  if (word) return word;
  const pattern = patterns.find(([english]) => english.test(text));
  return pattern ? text.replace(...pattern) : text;
}

let installed = false;

/** form-js has no translation service: its words are exchanged where its elements are made. */
export function speakChinese(): void {
  if (installed) return;
  installed = true;
  const before = options.vnode;
  options.vnode = (node) => {
    if (typeof node.type === 'string' || node.type === Fragment)
      translate(node as VNode<Record<string, unknown>>);
    before?.(node);
  };
}

function translate({ props }: VNode<Record<string, unknown>>): void {
  for (const name of SPOKEN) {
    if (typeof props[name] === 'string') props[name] = inChinese(props[name]);
  }
  const { children } = props;
  if (typeof children === 'string') props.children = inChinese(children);
  else if (Array.isArray(children) && !Object.isFrozen(children)) {
    props.children = children.map((child: unknown) => (typeof child === 'string' ? inChinese(child) : child));
  }
}
