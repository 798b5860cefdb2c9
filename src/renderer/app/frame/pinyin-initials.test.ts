import { describe, expect, it } from 'vitest'
import { pinyinInitials } from './pinyin-initials.ts'

describe('the first letters of pinyin', () => {
  it('are those people type', () => {
    expect(['开始训练', '数据', '准备', '网络', '评估', '预测', '术语表', '打开文件', '随机失活', '学习率', '主题', '缩放'].map(pinyinInitials)).toEqual(['ksxl', 'sj', 'zb', 'wl', 'pg', 'yc', 'syb', 'dkwj', 'sjsh', 'xxl', 'zt', 'sf'])
  })

  it('leave everything else as it is', () => {
    expect(pinyinInitials('CSV 文件 2')).toBe('csv wj 2')
  })
})
