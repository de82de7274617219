-- title: 되돌리기: 대화와 문서 | Undo: conversations and documents
-- touches: conversations, messages, documents, tags, conversation_tags

DROP TABLE conversation_tags;
DROP TABLE tags;
DROP TABLE documents;
DROP TABLE messages;
DROP TABLE conversations;
