/** Every word of the window in both languages, one file an area. A key that one language lacks does not compile. */
import { createI18n } from 'vue-i18n'
import { app } from './en/app.ts'
import { charts } from './en/charts.ts'
import { data } from './en/data.ts'
import { engines } from './en/engines.ts'
import { evaluate } from './en/evaluate.ts'
import { guide } from './en/guide.ts'
import { network } from './en/network.ts'
import { predict } from './en/predict.ts'
import { prepare } from './en/prepare.ts'
import { train } from './en/train.ts'
import type { Words } from './words.ts'
import { app as zhApp } from './zh-CN/app.ts'
import { charts as zhCharts } from './zh-CN/charts.ts'
import { data as zhData } from './zh-CN/data.ts'
import { engines as zhEngines } from './zh-CN/engines.ts'
import { evaluate as zhEvaluate } from './zh-CN/evaluate.ts'
import { guide as zhGuide } from './zh-CN/guide.ts'
import { network as zhNetwork } from './zh-CN/network.ts'
import { predict as zhPredict } from './zh-CN/predict.ts'
import { prepare as zhPrepare } from './zh-CN/prepare.ts'
import { train as zhTrain } from './zh-CN/train.ts'

const en = { app, charts, data, engines, evaluate, guide, network, predict, prepare, train }
const zh = {
  app: zhApp,
  charts: zhCharts,
  data: zhData,
  engines: zhEngines,
  evaluate: zhEvaluate,
  guide: zhGuide,
  network: zhNetwork,
  predict: zhPredict,
  prepare: zhPrepare,
  train: zhTrain,
} satisfies Words<typeof en>

export const messages: { en: Words<typeof en>; 'zh-CN': Words<typeof en> } = { en, 'zh-CN': zh }

export const i18n = createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages })
