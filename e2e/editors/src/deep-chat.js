// The page has the element itself; this only says what it is.
import 'deep-chat';
