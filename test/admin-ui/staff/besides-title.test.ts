import { describe, expect, it } from 'vitest';
import { besidesTitle } from '../../../admin-ui/src/staff/case/besides-title.ts';

const aid = {
  title: '特困党员救助 · 王秀兰',
  serviceName: '特困党员救助',
  applicant: { name: '王秀兰', cardNo: '00231' },
  orgName: '水渡新村网格支部',
  summary: '申请 1,800.00 元',
};

describe('The line under the title of a case', () => {
  it('does not say again what the title says', () => {
    expect(besidesTitle(aid)).toBe('卡 00231 · 水渡新村网格支部 · 申请 1,800.00 元');
    expect(besidesTitle({ ...aid, title: '特困党员救助 · 王秀兰 · 申请 1,800.00 元' })).toBe(
      '卡 00231 · 水渡新村网格支部',
    );
  });

  it('says what a title of the service’s own leaves out', () => {
    expect(besidesTitle({ ...aid, title: '修路', summary: null })).toBe(
      '特困党员救助 · 王秀兰（卡 00231） · 水渡新村网格支部',
    );
    expect(
      besidesTitle({ ...aid, title: '修路', summary: null, applicant: { name: '王秀兰', cardNo: null } }),
    ).toBe('特困党员救助 · 王秀兰 · 水渡新村网格支部');
  });
});
