import type { Translated } from '../phrase';
import type { estimate as english } from '../en/estimate';

export const estimate: Translated<typeof english> = {
  notAnInventory: ({ file }) =>
    `${file} 不是盘点结果的 JSON。请提供 "npx prep inventory --json" 或 "npx prep report --format json" 的输出。`,
  notPrices: ({ file, lines }, say) =>
    `${file} 不是有效的价格文件：\n${lines.map((line) => `- ${say(line)}`).join('\n')}\n格式见 prices.example.toml。`,
  notToml: ({ file, problems }) =>
    `${file} 不是有效的价格文件（${problems}）。请复制 prices.example.toml 并修改。`,
  notADate: '不是日期',
  future: '晚于今天，应为查询价格的日期',
  notACurrency: '须为三个大写字母',
};
