/** Custom properties of form components that the product reads; form-js keeps them for whoever they are meant for. */
export const fieldProperties: Record<string, string> = {
  check: 'FEEL，提交时必须成立；可用表单里的各项和办件的变量，例如 endDate >= startDate',
  checkMessage: 'check 不成立时怎样告诉填表的人',
  earliest: '日期最早从哪天选起，从今天数，例如 P3D 表示 3 天后',
  editable: 'true：取自党员库的一项在这张表单里可以改，只对这一件起作用',
  hint: '列表上面的提示，说清每一行要填什么',
  personal: 'bank：银行卡号，材料里只显示后四位',
  unit: '数字后面的单位，例如 人；写 元 就按金额显示',
};
