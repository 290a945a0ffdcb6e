import { pinyin } from 'pinyin-pro';

/** A person's name as people type it to search: 王秀兰 → wangxiulan, wxl; surnames with their own reading (单 shan). */
export function namePinyin(name: string): { pinyin: string; initials: string } {
  const parts = pinyin(name.replaceAll('·', ''), {
    surname: 'head',
    toneType: 'none',
    type: 'array',
    v: true,
    nonZh: 'removed',
  }).map((part) => part.toLowerCase());
  return { pinyin: parts.join(''), initials: parts.map((part) => part[0] ?? '').join('') };
}
