/** “预测”页面的文字。 */
export const predict = { title: '预测' }
