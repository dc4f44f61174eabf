/** The id of this build: every port opens with it, so that pages left over from an older build fall silent. */
declare const __BUILD__: string;
