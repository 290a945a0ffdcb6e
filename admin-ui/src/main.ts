import { createApp } from 'vue';
import App from './App.vue';
import { loadSession } from './api/session.ts';
import { router } from './router.ts';
import './shared/tokens.css';
import './shared/base.css';

// the first page depends on who is asking; a server that does not answer is told by the screens themselves
await loadSession().catch(() => undefined);
createApp(App).use(router).mount('#app');
