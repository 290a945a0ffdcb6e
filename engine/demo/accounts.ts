/** Who sits at which desk. The first of an organisation does its work in the stories. */
export interface DemoAccount {
  username: string;
  organisation: string;
  displayName: string;
  roles: string[];
}

const account = (username: string, organisation: string, displayName: string, role: string): DemoAccount => ({
  username,
  organisation,
  displayName,
  roles: [role],
});

export const demoAccounts: DemoAccount[] = [
  account('district', '清河区委', '江晓岚', 'district'),
  account('designer', '清河区委', '流程设计员', 'designer'),
  account('sysadmin', '清河区委', '系统管理员', 'sysadmin'),
  account('shuidukou', '水渡口街道党工委', '周建', 'committee'),
  account('shenyanglu', '沈阳路社区党委', '李文静', 'general_branch'),
  account('shenyanglu2', '沈阳路社区党委', '孟凡', 'general_branch'),
  account('shuiduxincun', '水渡新村网格支部', '孙玉梅', 'branch'),
  account('cuizhu', '翠竹小区网格支部', '何建平', 'branch'),
  account('dushixincun', '都市新村网格支部', '邓志华', 'branch'),
  account('shenyanglu-lt', '沈阳路社区离退休支部', '范国栋', 'branch'),
  account('zhanqian', '站前社区党委', '王敏', 'general_branch'),
  account('xingfuli', '幸福里网格支部', '郭晓东', 'branch'),
  account('yunhe', '运河小区网格支部', '蒋丽华', 'branch'),
  account('jiguan', '水渡口街道机关党总支', '马雨莹', 'general_branch'),
  account('jiguan1', '水渡口街道机关第一支部', '许刚', 'branch'),
  account('jiguan-lt', '水渡口街道机关离退休支部', '阎怀礼', 'branch'),
  account('shita', '石塔街道党工委', '吴芳', 'committee'),
  account('qingfengyuan', '清风苑社区党委', '汪秀芳', 'general_branch'),
  account('qingfengyuan1', '清风苑网格支部', '冯思远', 'branch'),
  account('shitali', '石塔里网格支部', '龚卫民', 'branch'),
  account('jiaoyuju', '教育局党委', '韩文博', 'committee'),
  account('shiyan', '实验学校党总支', '罗静怡', 'general_branch'),
  account('shiyan-xx', '实验学校小学支部', '彭晓燕', 'branch'),
  account('shiyan-cz', '实验学校初中支部', '萧志远', 'branch'),
  account('weishengju', '卫生局党委', '范成伟', 'committee'),
  account('yiyuan', '区医院党总支', '崔晓敏', 'general_branch'),
  account('yiyuan-nk', '区医院内科支部', '钟文杰', 'branch'),
  account('yiyuan-wk', '区医院外科支部', '陆海峰', 'branch'),
];
