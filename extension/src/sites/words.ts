/**
 * What fields and buttons are called, and what that says of them, in the languages of most chats.
 *
 * Words are stems: `envoy` is in "envoyer" and "envoyez". Latin and Cyrillic ones begin a word;
 * the others may stand anywhere, as their languages put no spaces.
 */
import { closest } from './dom';

/** Characters of a caption that are read. */
const READ = 160;

function stems(beginning: string, anywhere?: string): RegExp {
  const begins = beginning.replace(/\s*\n\s*/g, '');
  return new RegExp(`(?<!\\p{L})(?:${begins})${anywhere ? `|${anywhere}` : ''}`, 'iu');
}

/** A whole word, where its stem begins too many others. */
const END = '(?!\\p{L})';

/** Said of what wants a message. */
export const ASKS = stems(
  `messag|mensa|ask|chat|prompt|repl(?:y|ies)|respond|type|write|talk|tell|say|speak|help|question
   |convers|anything|demand|écri|posez|poser|parle|répond|nachricht|frag|schreib|antwort|pregunt
   |escrib|pergunt|escrev|chied|scriv|domand|bericht|vraag|typ${END}|wiadomo|zapyt|napisz|mesaj
   |sor(?:u|un)?${END}|yaz|meddeland|fråga|skriv|besked|сообщ|спро|напиш|вопрос|pesan|tanya|tin nhắn|hỏi`,
  '消息|訊息|发|發|问|問|输入|輸入|聊|メッセージ|質問|聞|메시지|질문|물어|입력|رسال|اسأل|اكتب|संदेश|पूछ',
);

/** Said of what looks for something. */
export const SEARCHES = stems(
  `search|find${END}|filter|look ?up|recherch|cherch|filtr|suche|finde|busc|pesquis|procur
   |cerca|trova|zoek|szuk|ara${END}|sök|søg|поиск|найти|искать|cari|tìm`,
  '搜|検索|검색|بحث|ابحث|खोज',
);

/** Said of what is something else, whatever else it says. */
export const NEVER = stems(
  `title|titel|titre|título|titulo|titolo|untitled|sans titre|subject|objet${END}|betreff|asunto
   |rename|renomm|umbenenn|renombr|system (?:prompt|messag|instruct)|custom instruct|settings?${END}
   |preferences?${END}|paramètre|réglage|einstellung|ajuste|password|passwor|passphrase|mot de passe
   |captcha|api ?key|instructions? (?:for|pour|für)|edit${END}|editing|modif|bearbeit|editar
   |назван|переимен|систем|редакт`,
  '标题|標題|重命名|系统提示|设置|编辑|密码|タイトル|名前を変更|設定|編集|제목|이름 변경|설정|수정|عنوان|إعادة تسمية',
);

/** Said of what proves who somebody is, or opens what is theirs: it is never read, whatever else it says. */
export const SECRETS = stems(
  `pass ?(?:word|code|phrase|wort)|pin(?: code)?${END}|otp${END}|2fa${END}|cvv|cvc|iban${END}
   |(?:one[- ]time|verification|security|authentication|confirmation|access|backup|login|card|recovery) (?:code|number|key|phrase|question|answer)
   |(?:seed|secret|recovery) (?:phrase|words|key)|private key|api ?key|secret${END}|mot de passe|code secret
   |(?:code|clé|phrase|question) (?:de |d’|d'|à )?(?:vérif|sécur|confirm|récup|accès|usage unique|secrèt)|clé privée|numéro de carte
   |kennwort|(?:bestätigungs|sicherheits|einmal|zugangs|prüf)(?:code|frage|nummer)|privater schlüssel|kartennummer
   |contraseña|código de (?:verif|segur|acces|confirm)|clave privada|senha${END}|codice di (?:verif|sicur)|chiave privata
   |парол|код подтвержд|секретн|приватный ключ`,
  '密码|密碼|验证码|驗證碼|私钥|助记词|パスワード|暗証番号|認証コード|確認コード|秘密鍵|비밀번호|인증번호|개인 키|كلمة المرور|رمز التحقق|पासवर्ड|ओटीपी',
);

/** Said of what is something else, if nothing asks for a message. */
export const OTHER = stems(
  `name${END}|nom${END}|nombre|nome${END}|vorname|e-?mail|url${END}|link${END}|address|adress|code${END}
   |user ?name|token|bio${END}|about|description|descri|beschreib|instruct|feedback|comment|kommentar
   |comentari|note${END}|notes${END}|folder|dossier|ordner|tags?${END}|label${END}|phone|city|company`,
);

/** Said of what sends. */
export const SENDS = stems(
  `send(?:en)?${END}|submit|sendb|ask${END}|run${END}|go${END}|post${END}|envo(?:y|ie)|soumet|absenden|abschick
   |envia|mandar|invia|verstu|verzend|wyślij|gönder|skicka|отправ|kirim|gửi|grok something|enter${END}`,
  '发送|發送|提交|送信|전송|보내|إرسال|أرسل|भेज',
);

/** Said of what stands beside a send control, or in its place, and is none. */
export const NOT_SENDS = stems(
  `voice|dictat|mic${END}|microph|record|speech|speak|audio|call${END}|attach|upload|file|photo|image
   |camera|add${END}|plus${END}|new${END}|model|tools?${END}|search|stop|cancel|abort|close|clear|emoji|setting
   |menu|copy|expand|collaps|feedback|share|save|delete|edit${END}|rename|log ?in|sign|more${END}|options?${END}
   |think|reason|regenerat|retry|like${END}|previous|next${END}|voix|dicté|joindre|fichier|arrêt|annul|enregistr
   |recherch|plus d|fermer|abbrech|speicher|anhang|sprach|anhalt|suche|schließ|adjunt|deten|guardar
   |cancel|voz|busc|parar|salva|annull|ferma|голос|останов|отмен|сохран|прикреп|поиск`,
  '语音|語音|停止|取消|保存|附件|上传|搜索|关闭|音声|添付|キャンセル|検索|음성|중지|취소|저장|첨부|검색|صوت|إيقاف|إلغاء|حفظ|إرفاق|بحث',
);

/** Said of the buttons of forms that keep, change or look for something. */
export const KEEPS = stems(
  `save|cancel|apply${END}|done${END}|rename|update|create|sign|log ?in|log ?out|subscribe|delete|remove
   |search|enregistr|annul|appliqu|supprim|valider|recherch|speicher|abbrech|übernehm|lösch|guardar
   |eliminar|salva|annull|opslaan|zapisz|anuluj|kaydet|iptal|сохран|отмен|удал`,
  '保存|取消|删除|搜索|キャンセル|削除|저장|취소|삭제|حفظ|إلغاء',
);

/** What people are told of an element. */
export function captionsOf(element: Element): string {
  const told = [
    'aria-label',
    'placeholder',
    'aria-placeholder',
    'data-placeholder',
    'title',
    'alt',
  ].map((name) => element.getAttribute(name));
  // Editors keep their placeholder on the first, empty paragraph.
  const inner = element.querySelector('[data-placeholder]')?.getAttribute('data-placeholder');
  return cut([...told, inner, ...labelsOf(element)]);
}

/** What an element is called in the page's own code, in words: ids, names, test ids. */
export function namesOf(element: Element): string {
  return words(
    ['id', 'name', 'data-testid', 'data-test-id'].map((name) => element.getAttribute(name)),
  );
}

/** What a button says: its captions, its text, and what its picture is for. */
export function saidBy(control: Element): string {
  const pictures = [...control.querySelectorAll('img, title, [aria-label]')].slice(0, 4);
  const text = (control.textContent ?? '').trim();
  return cut([
    captionsOf(control),
    control.localName === 'input' ? control.getAttribute('value') : text,
    ...pictures.flatMap((picture) => [
      picture.getAttribute('alt'),
      picture.getAttribute('aria-label'),
    ]),
  ]);
}

/** What an element is called in the page's code, classes among it, and some parts of it too. */
export function markedAs(element: Element, parts: readonly Element[]): string {
  const names = ['id', 'name', 'data-testid', 'data-test-id', 'class', 'fonticon', 'data-icon'];
  return words([element, ...parts].flatMap((each) => names.map((name) => each.getAttribute(name))));
}

/** The pictures in a control, which often say what it is for. */
export function picturesIn(control: Element): Element[] {
  return [...control.querySelectorAll('svg, img, mat-icon, use, i')].slice(0, 4);
}

function labelsOf(element: Element): (string | null | undefined)[] {
  const root = element.getRootNode() as Document | ShadowRoot;
  const ids = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
  const named = ids.slice(0, 4).map((id) => byId(root, id)?.textContent);
  const label = element.id ? labelFor(root, element.id) : undefined;
  const around = closest(element, 'label');
  return [...named, (label ?? around)?.textContent];
}

function byId(root: Document | ShadowRoot, id: string): Element | null | undefined {
  return root.getElementById?.(id);
}

function labelFor(root: Document | ShadowRoot, id: string): Element | undefined {
  return [...root.querySelectorAll('label[for]')].find((label) => label.getAttribute('for') === id);
}

function cut(parts: (string | null | undefined)[]): string {
  return parts
    .filter(Boolean)
    .map((part) => part!.slice(0, READ))
    .join(' \n ');
}

/** `chatInput`, `chat-input` and `chat_input` as words. */
function words(parts: (string | null)[]): string {
  return cut(parts)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\n]+/gu, ' ');
}
