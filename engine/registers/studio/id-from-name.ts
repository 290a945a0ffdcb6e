import { pinyin } from 'pinyin-pro';

/** 党员就业指导 → dang_yuan_jiu_ye_zhi_dao: an identifier people can still read aloud. */
export function idFromName(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  const id = syllables
    .join('_')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 40)
    .replace(/_+$/, '');
  return id.length >= 2 ? id : `service_${id || 'new'}`;
}
