import type { JsonObject } from '../../core/keys.ts';
import { claim, giveBack, submit, work, type Move, type Scene, type Story } from '../story.ts';

const story = (member: string, ...moves: Move[]): Story => ({ processId: 'opinion', member, moves });

const say = (kind: string, title: string, content: string, expect = ''): JsonObject => ({
  kind,
  title,
  content,
  ...(expect ? { expect } : {}),
});

const toGeneral =
  (kind: string) =>
  ({ generalCode }: Scene): JsonObject => ({
    acceptResult: 'accept',
    kind,
    handleOrg: generalCode,
    handleOwner: '李文静',
  });
const toUnit =
  (kind: string, unit: string, owner: string) =>
  ({ codeOf }: Scene): JsonObject => ({
    acceptResult: 'accept',
    kind,
    handleOrg: codeOf(unit),
    handleOwner: owner,
  });

export const opinionStories: Story[] = [
  // closed: answered, and one whose answer the member has not rated yet
  story(
    '李国庆',
    submit(
      -34,
      say(
        '建议',
        '增设健身器材',
        '水渡新村东门空地可以装几件适合老年人的健身器材，现在老人只能到马路对面去。',
      ),
    ),
    work(-33, 't_accept', toGeneral('建议')),
    work(-25, 't_handle', {
      adopted: '采纳',
      replyText: '经与街道文化站协商，已列入本季度健身设施更新计划，将在东门空地安装四件适老器材。',
      measures: '已完成场地平整和选型。',
    }),
    work(-22, 't_rate', { rating: 'good' }),
  ),
  story(
    '谢文静',
    submit(
      -20,
      say(
        '咨询',
        '流动党员证明怎么开',
        '下半年要到苏州工作八个月，组织关系不转，需要办理流动党员活动证还是证明信？',
      ),
    ),
    work(-19, 't_accept', toGeneral('咨询')),
    work(-12, 't_handle', {
      adopted: '已答复',
      replyText:
        '外出六个月以上且地点固定，一般应转接组织关系；如短期返回，可办理流动党员活动证，请到社区窗口领取登记表。',
    }),
  ),
  // soon due, overdue
  story(
    '袁志强',
    submit(
      -5,
      say(
        '咨询',
        '党费可以按季度交吗',
        '出车时间不固定，每月到支部交党费不方便，想问能否按季度交或者线上交。',
      ),
    ),
    work(-4, 't_accept', toGeneral('咨询')),
  ),
  story(
    '潘丽娟',
    submit(
      -20,
      say(
        '建议',
        '党员先锋岗亮牌',
        '建议在小区门岗、快递柜旁设党员先锋岗，公布责任区和电话。',
        '先在翠竹小区试点',
      ),
    ),
    work(-19, 't_accept', toGeneral('建议')),
    claim(-15, 't_handle'),
  ),
  story(
    '侯立功',
    submit(
      -12,
      say(
        '咨询',
        '退役军人党员材料补录',
        '入党材料在部队档案里，社区名册上的入党时间只写了年月，需要怎样补录？',
      ),
    ),
    work(-10, 't_accept', toUnit('咨询', '水渡口街道党工委', '周建')),
  ),
  story(
    '贺志刚',
    submit(
      -7,
      say('建议', '校园周边书店引入党史读物', '建议联系学校周边书店设立党史读物专架，方便学生和家长。'),
    ),
    work(-6, 't_accept', toUnit('建议', '教育局党委', '韩文博')),
  ),
  // to be accepted: in time and late
  story(
    '钱海燕',
    submit(
      -2,
      say(
        '表扬',
        '感谢网格员雨夜帮忙',
        '上周暴雨地下车库进水，网格员带着党员连夜搬沙袋，保住了二十多辆车，想请组织表扬。',
      ),
    ),
  ),
  story(
    '姚立新',
    submit(
      -8,
      say('建议', '社区食堂增加低盐菜品', '社区食堂老年人多，建议每天有两样低盐低油的菜，并标明热量。'),
    ),
  ),
  // to be completed, refused
  story(
    '许安平',
    submit(
      -5,
      say(
        '批评',
        '路灯报修三次没有修好',
        '幸福里南门的路灯从上个月起不亮，打了三次报修电话都没有修，晚上老人走路不安全。',
      ),
    ),
    giveBack(-3, 't_accept', '请补充报修的时间和接电话的单位，便于核对。'),
  ),
  story(
    '石美玲',
    submit(-16, say('要求', '邻里漏水赔偿', '楼上装修造成我家漏水，要求社区出面让对方赔偿两万元。')),
    work(-14, 't_accept', {
      acceptResult: 'refuse',
      refuseReason: '属于民事纠纷，请先申请社区人民调解；调解不成可以向法院起诉。',
    }),
  ),
];
