import type { StartForm } from '../../../engine/http/resources/catalogue/schemas.ts';
import { askConfirm } from './notify.ts';

/** Another application beside one that is open or not long past has to be meant. @returns whether it is */
export function confirmAnother(
  service: string,
  { number, message }: NonNullable<StartForm['earlier']>,
  to: string,
): Promise<boolean> {
  return askConfirm({
    title: `再提交一件${service}？`,
    text: `${message}确实有新情况的，再提交。`,
    link: { to, text: `查看 ${number}` },
    action: '继续提交',
  });
}
