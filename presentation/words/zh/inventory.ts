import { named, quoted } from '../../text/foreign-text';
import type { Translated } from '../phrase';
import type { inventory as english } from '../en/inventory';

const BREAKDOWNS = { 'storage class': '存储类型', size: '大小', month: '月份', prefix: '前缀' };
const FIELDS = { key: 'Key', size: '大小', class: '存储类型', date: '修改时间', other: '其他字段' };
const SIDES = { source: '源端', destination: '目的端' };

export const inventory: Translated<typeof english> = {
  openPrefix: ({ prefix }) => {
    const [given, other, folder] = [prefix, `${prefix}b/…`, `${prefix}/`].map((text) => quoted(text, 120));
    return `前缀 ${given} 不以 "/" 结尾，因此也会匹配 ${other} 这样的 Key。如果只需要该目录，请使用 ${folder}。`;
  },
  regionSpelling: ({ cloud, side, meant, given }) =>
    `${cloud} 的${SIDES[side]}地域应写作 "${meant}"，而不是 ${quoted(given, 80)}。`,

  rangesLeft: ({ ranges }) => `还有 ${ranges} 个 Key 区间未列举。`,
  noPages: '没有统计到任何一页。',
  totalsDiffer: ({ by, objects, bytes }) =>
    `按${BREAKDOWNS[by]}统计的合计与 ${objects} 个对象、${bytes} 字节不一致。`,
  keyNotUtf8: '其中有一个 Key 不是有效的 UTF-8，无法在其之后继续列举。',

  page: ({ after, tries, fault }, say) =>
    `${after === '' ? '第一页' : `Key ${quoted(after)} 之后的一页`}已请求 ${tries} 次，但${say(fault)}。`,
  empty: '响应为空',
  strayText: '本应是元素的位置出现了文本',
  trailing: '结尾之后还有其他内容',
  noBucket: '响应中没有存储空间的信息',
  cut: '响应被截断，缺少结尾',
  cutInEntry: '响应在某个条目中间被截断',
  cutOrOtherXml: '响应被截断，或不是列举结果的 XML',
  cutOrMalformed: '响应被截断，或 XML 格式不正确',
  unknownEntity: ({ text }) => `响应中的 ${quoted(text, 20)} 不是 XML 实体`,
  attributes: '响应中有带属性的元素，列举结果不应包含属性',
  doubleField: ({ field }) => `有一个条目包含两个${FIELDS[field]}元素`,
  noKey: '有一个条目没有 Key',
  noSize: ({ key }) => `Key 为 ${quoted(key)} 的条目没有有效的大小`,
  delimiter: '返回了带分隔符的列举结果，而请求中没有指定分隔符',
  errorWithSuccess: ({ code }) => `返回成功状态码，内容却是错误 ${code}`,
  compressed: '响应经过压缩，而请求未要求压缩，Content-Encoding 也未声明',
  notXml: '响应不是 XML',
  html: '响应是 HTML 页面，而不是列举结果',
  otherRoot: ({ root }) => `响应是 <${root}>，而不是列举结果`,
  onlyV1: '响应使用 marker 而不是 token：该 Endpoint 只支持 ListObjects V1',
  endsNotUtf8: '最后一个 Key 不是有效的 UTF-8，无法请求其后的内容',
  beginsEarly: ({ key }) => `响应从请求位置或更早的 Key ${quoted(key)} 开始`,
  keyTwice: ({ key }) => `Key ${quoted(key)} 出现了两次`,
  otherOrder: ({ key, before }) =>
    `Key ${quoted(key)} 排在 ${quoted(before)} 之后：该存储不按 UTF-8 字节序列举`,
  unknownEncoding: 'Key 使用了未知的编码方式',
  otherBucket: '返回的是另一个存储空间的列举结果',
  otherPrefix: '返回的是另一个前缀的列举结果',
  keyCount: ({ said, found }) => `响应声明有 ${named(said, 20)} 个 Key，实际有 ${found} 个`,
  noEndGiven: '响应没有说明后面是否还有内容',
  noToken: '响应表明后面还有内容，但没有给出继续的位置',
  sameToken: '响应再次返回了相同的 continuation token',
  strayFolders: '响应包含未请求的目录，或目录顺序不正确',
  noNames: '响应表明后面还有内容，但没有返回任何名称',
  noKeys: '与之前的各页一样，响应表明后面还有内容，但没有返回任何 Key',
  keyOutsidePrefix: '响应包含不在所请求前缀下的 Key',
  ambiguousPlus: '无法判断 Key 中的 + 表示加号还是空格',
  plusInTwoWays: 'Key 中的 + 有两种写法，无法确定实际的 Key',
  notUrlEncoded: ({ text }) => `响应声明 Key 经过 URL 编码，但其中含有 ${quoted(text)}`,
  wrongEnd: ({ key }) => `响应表明后面没有内容，但 Key ${quoted(key)} 仍在其后`,
  interrupted: '盘点被中断。',

  archived: '归档对象无法直接读取，迁移会失败。',
  restoreArchived: '请在迁移任务开始前在 KS3 中解冻，并确保解冻时长足够任务完成。',
  keyTooLong: 'OSS 的 Key 最长 1,023 字节，KS3 允许多一个字节。',
  shortenKeys: '请先在 KS3 中将这些对象复制为更短的 Key。',
  keyBeginsWithSlash: 'OSS 不接受以 / 或 \\ 开头的 Key。',
  changeKeys: '请先在 KS3 中将这些对象复制为其他 Key。',
  tooLarge: 'OSS 单个对象最大 48.8 TB。',
  splitObjects: '请先在 KS3 中将其拆分。',
  small: ({ filesPerSecond }) =>
    `小于 200 KiB 的对象的迁移时间取决于文件数量（每个任务每秒 ${filesPerSecond} 个），而不是带宽。`,
  planForMany: '请按下方的预估安排时间，或按前缀拆分为多个迁移任务。',
  directoryMarker: 'Key 以 / 结尾的空对象是目录标记；它们会被迁移，并计入文件数。',
  markersAreFine: '无需处理，除非目的端不需要它们。',
  zeroByte: '空对象会被迁移，并计入文件数。',
  zeroBytesAreFine: '无需处理，除非它们是上传失败的残留。',
  changedWhileListed:
    '列举期间或之前 15 分钟内有对象写入：存储空间正在使用，统计结果并非同一时刻的快照。期间删除的对象无法发现。',
  stopWriting: '请在迁移前停止写入该存储空间，然后重新盘点。',
  classNotCarried: ({ classes }) =>
    `迁移不保留存储类型（此处为 ${classes.join('、')}）：所有对象都使用迁移任务中设置的类型。`,
  chooseClass: '请在迁移任务中选择目标存储类型，或在迁移后通过生命周期规则转换。',
  notCarried: '迁移不保留 ACL、标签、服务端加密设置和历史版本；最后修改时间会保留。',
  setOnTarget: '请在目的端自行设置。目的端的生命周期规则按保留的修改时间生效，因此请在迁移完成后再启用。',
  notListed: '列举结果不包含历史版本、未完成的分片上传和回收站中的对象；它们不在统计之内，但 KS3 仍会计费。',
  expectMore: '控制台显示的字节数会多于实际迁移的字节数，属正常现象。',
};
