import type { Translated } from '../phrase';
import type { json as english } from '../en/json';

export const json: Translated<typeof english> = {
  empty: '内容为空',
  at: ({ line, column, problem }, say) => `第 ${line} 行第 ${column} 列：${say(problem)}`,
  lookalike: ({ sign, meant }) => `JSON 不使用 ${sign}，请改为 ${meant}`,
  extraComma: '前面多了一个逗号',
  name: '此处应为双引号括起的字段名',
  value: '此处应有值',
  colon: '此处应有冒号',
  comma: '此处应有逗号',
  unclosed: ({ sign }) => `缺少右括号 ${sign}`,
  more: 'JSON 结束后还有多余内容',
  comment: 'JSON 不支持注释',
  string: '缺少右双引号',
  control: '文本中的制表符等控制字符须写成转义形式，例如 \\t',
  escape: 'JSON 没有这种转义；反斜杠写作 \\\\',
  symbol: '文本须用双引号括起',
};
