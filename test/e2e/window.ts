/** The window as a person names its parts, in either language. Knows no test. */
import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Language } from '#contract/language.ts'

const words = {
  en: { train: /^Train/, target: 'What do you want to predict?', stages: { data: 'Data', prepare: 'Prepare', network: 'Network', train: 'Train', evaluate: 'Evaluate', predict: 'Predict' } },
  'zh-CN': { train: /^开始训练/, target: '想预测哪一列？', stages: { data: '数据', prepare: '准备', network: '网络', train: '训练', evaluate: '评估', predict: '预测' } },
} as const satisfies Record<Language, unknown>

export type Stage = keyof (typeof words)['en']['stages']
export const stages: readonly Stage[] = ['data', 'prepare', 'network', 'train', 'evaluate', 'predict']

export class CandorWindow {
  readonly page: Page
  readonly #words

  constructor(page: Page, language: Language = 'en') {
    this.page = page
    this.#words = words[language]
  }

  get rail(): Locator {
    return this.page.getByRole('navigation').first()
  }

  stageButton(stage: Stage): Locator {
    return this.rail.locator(`[data-stage="${stage}"]`)
  }

  async show(stage: Stage): Promise<void> {
    await this.stageButton(stage).click()
    await this.isShown(stage)
  }

  async isShown(stage: Stage): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: this.#words.stages[stage] })).toBeVisible()
  }

  get train(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: this.#words.train })
  }

  /** Network and training that suit the target have come: what is set before would be laid over what is proposed. */
  async proposalHasCome(): Promise<void> {
    await expect(this.stageButton('network')).toContainText('→')
  }

  get target(): Locator {
    return this.page.getByLabel(this.#words.target, { exact: true }).getByRole('combobox')
  }
}
