/**
 * Numbers with a unit behind them: 71.7㎡, 120 km, 15岁, 5.2 元/㎡. Which spellings are the same unit, and which words are none.
 * Knows no columns; whether a column's cells agree on one unit is decided from its tally.
 */

export interface Measured {
  /** The digits, as `readWritten` takes them. */
  number: string
  /** As the cell spells it. */
  unit: string
  /** The same for all spellings of a unit. */
  key: string
}

const longest = 48
const longestUnit = 16
/** A cell's number is what stands before its unit; 万 and 亿 belong to the number unless they begin a unit of their own. */
const numberAndUnit = /^([+\u2212-]?[\d０-９.．](?:[\d０-９.,．，'’]|[ \u00a0\u2009\u202f](?=[\d０-９]))*(?:[eE][+-]?\d{1,3}(?![\p{L}\d]))?)(\s?)(.+)$/u
const multiplier = /^([十百千]?[万亿萬億])\s?(.+)$/u
/** Words and signs, joined by a slash, a point or one space: km/h, kWh/m², sq ft, 元/平方米. */
const unitForm = /^\/?[\p{L}\p{So}°'"′″]+[.]?[23²³]?(?:(?:\s?[/·*^]\s?|\s|\^|-)(?:100\s?)?[\p{L}\p{So}°]+[.]?[23²³]?){0,2}$/u
const notLatin = /^[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}'"′″]/u

/** Spellings of one unit stand together; the first is its key. Units that are written close to the number are known by these alone. */
const knownUnits = [
  ['m', '米', '公尺', 'metre', 'metres', 'meter', 'meters'],
  ['km', '㎞', '公里', '千米', 'kilometre', 'kilometres', 'kilometer', 'kilometers'],
  ['cm', '㎝', '厘米', '公分'],
  ['mm', '㎜', '毫米'],
  ['µm', 'μm', '微米'],
  ['nm', '纳米'],
  ['mi', '英里', 'mile', 'miles'],
  ['ft', "'", '′', '英尺', 'foot', 'feet'],
  ['in', '"', '″', '英寸', 'inch', 'inches'],
  ['yd', '码'],
  ['m²', '㎡', 'm2', 'm^2', '平方米', '平米', '平方', '平', 'sqm', 'sq m', 'qm'],
  ['km²', '㎢', 'km2', 'km^2', '平方公里', '平方千米'],
  ['cm²', 'cm2', 'cm^2', '平方厘米'],
  ['ft²', 'ft2', 'ft^2', 'sqft', 'sq ft', 'sq.ft', '平方英尺'],
  ['ha', '公顷'],
  ['亩'],
  ['acre', 'acres', 'ac', '英亩'],
  ['m³', '㎥', 'm3', 'm^3', '立方米', '立方'],
  ['cm³', 'cm3', 'cm^3', 'cc', '立方厘米'],
  ['L', 'l', '升', 'liter', 'liters', 'litre', 'litres'],
  ['mL', 'ml', '毫升'],
  ['kg', 'KG', 'Kg', '㎏', '公斤', '千克'],
  ['g', '克'],
  ['mg', '㎎', '毫克'],
  ['µg', 'μg', 'ug', '微克'],
  ['t', '吨', '公吨'],
  ['斤'],
  ['lb', 'lbs', '磅'],
  ['oz', '盎司'],
  ['h', 'hr', 'hrs', '小时', '时', 'hour', 'hours', 'Std'],
  ['min', 'mins', '分钟', 'minute', 'minutes'],
  ['s', 'sec', 'secs', '秒', 'second', 'seconds'],
  ['ms', '毫秒'],
  ['d', '天', '日', 'day', 'days', 'Tage'],
  ['week', 'weeks', '周', 'wk'],
  ['month', 'months', '个月', 'mo'],
  ['yr', 'yrs', 'year', 'years', '年', 'Jahre'],
  ['岁', '周岁', 'years old'],
  ['°C', '℃', '摄氏度', 'ºC'],
  ['°F', '℉', '华氏度', 'ºF'],
  ['°', '度'],
  ['km/h', 'kmh', 'kph', '公里/小时', '千米/小时', '公里/时'],
  ['mph'],
  ['m/s', '米/秒'],
  ['mpg'],
  ['L/100km', 'L/100 km', 'l/100km', 'l/100 km', '升/百公里'],
  ['W', '瓦'],
  ['kW', 'kw', 'KW', '千瓦'],
  ['MW', '兆瓦'],
  ['hp', 'HP', 'PS', 'bhp', '马力'],
  ['Wh'],
  ['kWh', 'kwh', 'KWH', '千瓦时'],
  ['V', '伏'],
  ['kV'],
  ['mV'],
  ['A', '安'],
  ['mA'],
  ['mAh', '毫安时'],
  ['Ω', 'ohm', '欧'],
  ['kΩ'],
  ['Hz', 'hz', 'HZ', '赫兹'],
  ['kHz'],
  ['MHz'],
  ['GHz'],
  ['J', '焦'],
  ['kJ', '千焦'],
  ['kcal', '千卡', '大卡'],
  ['cal'],
  ['N', '牛'],
  ['Nm', 'N·m', '牛米'],
  ['Pa', '帕'],
  ['hPa', '百帕'],
  ['kPa', '千帕'],
  ['MPa', '兆帕'],
  ['bar'],
  ['psi'],
  ['mmHg', '毫米汞柱'],
  ['dB', '分贝'],
  ['kB', 'KB'],
  ['MB'],
  ['GB'],
  ['TB'],
  ['Mbps'],
  ['px', '像素'],
  ['ppm'],
  ['mg/L', 'mg/l'],
  ['mg/dL', 'mg/dl'],
  ['mmol/L', 'mmol/l'],
  ['µg/m³', 'μg/m³', 'ug/m3', 'µg/m3', 'μg/m3', '微克/立方米'],
  ['g/cm³', 'g/cm3'],
  ['kg/m³', 'kg/m3'],
  ['元/m²', '元/㎡', '元/平方米', '元/平米', '元/平'],
]
const keyOf = new Map(knownUnits.flatMap(([key = '', ...spellings]) => [key, ...spellings].map((spelling) => [spelling, key] as const)))
const known = new Set(knownUnits.map(([key]) => key))

/** Words that make a name or a rank of a number, not a quantity: 3号, 12栋, 2nd. */
const names = /^(?:st|nd|rd|th|号|号楼|号线|栋|幢|座|单元|室|路|期|届|班|线|排|年级|年代|月|月份|点|am|pm|a\.m\.|p\.m\.)$/i

/** null: no number with a unit. `text` is trimmed. Numbers without a unit are none either. */
export function readMeasured(text: string): Measured | null {
  if (text.length > longest) return null
  const parts = numberAndUnit.exec(text)
  if (parts === null) return null
  const [, digits = '', space = '', behind = ''] = parts
  // 万 is part of the number, 千克 is a unit; 5'11 is neither.
  const large = keyOf.has(behind) ? null : multiplier.exec(behind)
  const number = large === null ? digits : digits + (large[1] ?? '')
  const unit = large === null ? behind : (large[2] ?? '')
  if (unit.length > longestUnit || !unitForm.test(unit) || names.test(unit)) return null
  if (keyOf.has(unit)) return { number, unit, key: keyOfUnit(unit) }
  // 4WD, 5G and 12B are codes; what stands apart, or is written in another script than the digits of codes, is a word for a unit.
  if (/[23²³]/.test(unit) || (space === '' && large === null && !notLatin.test(unit))) return null
  return { number, unit, key: keyOfUnit(unit) }
}

/** ㎡, m2 and 平方米 are one unit. */
export function keyOfUnit(unit: string): string {
  return keyOf.get(unit) ?? singular(unit)
}

/** Whether it is a unit that everyone measures in, so that two of them in a column can't be anything else. */
export function isKnownUnit(key: string): boolean {
  return known.has(key)
}

/** 1 room, 2 rooms. */
function singular(unit: string): string {
  return unit.length > 3 && /^[a-z]+s$/i.test(unit) ? unit.slice(0, -1).toLowerCase() : unit.toLowerCase()
}
