/** Entry of the window: schemas without eval first, then the application. */
import './app/jitless.ts'
import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import './assets/main.css'
import App from './App.vue'
import { i18n } from './locales/index.ts'

createApp(App).use(createPinia()).use(i18n).use(ui).mount('#app')
