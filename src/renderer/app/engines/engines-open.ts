/** Whether the dialog of engines is open: of the window, not of one component. */
import { ref } from 'vue'

export const enginesOpen = ref(false)
