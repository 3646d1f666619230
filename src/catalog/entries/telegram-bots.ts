import { defineEntry } from '../types.js';

const dropped = [
  { end: 'nobody', packages: ['node-telegram-bot-api'], versions: '<2', source: 'node-telegram-bot-api@0.66.0 src/telegram.js (an EventEmitter, which drops what a listener gives)', verified: '0.66.0' },
] as const;

const telegraf =
  'use|on|start|help|settings|command|hears|action|inlineQuery|chosenInlineResult|callbackQuery|gameQuery|reaction|mention|phone|hashtag|cashtag|email|url|textLink|textMention|spoiler|catch';
const grammy = 'preCheckoutQuery|shippingQuery|chatType|filter|branch|errorBoundary|fork|lazy';

/** Telegram bots by telegraf, grammY and node-telegram-bot-api: somebody in a chat waits. Scenes are composers with an entrance and an exit. */
export default defineEntry({
  id: 'telegram-bots',
  name: 'a Telegram bot',
  packages: ['telegraf', 'grammy', 'node-telegram-bot-api'],
  types: {
    Bot: {
      is: ['new Telegraf()', 'new Bot()', 'new Composer()', 'new ()', 'new TelegramBot()', 'Scenes.new BaseScene()', 'Scenes.new WizardScene()', `Bot.${telegraf}|${grammy}()`],
      annotations: ['Telegraf', 'Bot', 'Composer', 'TelegramBot', 'default'],
      noun: 'bot',
    },
  },
  rejections: [
    { end: 'framework', packages: ['telegraf'], source: 'telegraf@4.16.3 lib/telegraf.js:84 (bot.catch; without it polling ends, and the process with it)', verified: '4.16.3' },
    { end: 'framework', packages: ['grammy'], source: 'grammy@1.46.0 out/bot.js:91, :198 (bot.catch; without it polling ends)', verified: '1.46.0' },
    ...dropped,
  ],
  handlers: [
    { path: `Bot.${telegraf}|${grammy}|enter|leave`, from: 0, route: 0, reach: 'request' },
    { path: 'Bot.onText|onReplyToMessage|addListener|once', from: 1, reach: 'request', rejections: dropped },
    { path: 'Scenes.WizardScene', from: 1, route: 0, reach: 'request' },
  ],
  promises: [
    { path: 'Bot.launch', packages: ['telegraf'], source: 'https://telegraf.js.org/classes/Telegraf.html#launch', verified: 'telegraf 4.16.3' },
    { path: 'Bot.telegram.sendMessage|sendPhoto|sendDocument|editMessageText|deleteMessage|answerCallbackQuery|setWebhook|deleteWebhook|getMe|setMyCommands|forwardMessage|sendChatAction', packages: ['telegraf'], source: 'https://telegraf.js.org/classes/Telegram.html', verified: 'telegraf 4.16.3' },
    { path: 'Bot.start|stop|init', packages: ['grammy'], source: 'https://grammy.dev/ref/core/bot' },
    { path: 'Bot.api.*', packages: ['grammy'], source: 'https://grammy.dev/ref/core/api' },
    { path: 'Bot.sendMessage|sendPhoto|sendDocument|editMessageText|deleteMessage|answerCallbackQuery|setWebHook|getMe|startPolling|stopPolling', packages: ['node-telegram-bot-api'], source: 'https://github.com/yagop/node-telegram-bot-api/blob/master/doc/api.md' },
  ],
});
