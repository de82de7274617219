-- title: 연습용 계정 96개 (003) | 96 practice accounts (003)
-- needs: 003
--
-- The same people as in sample_accounts.sql, before the lockout columns exist: for practising the way from 003 to 004.
-- Practice only. Running it again changes nothing. The password hash has the shape of bcrypt but belongs to
-- no known password, so nobody logs in to these accounts; it also tells them from real ones.

WITH special (username, last_login_ago) AS (
    VALUES
        ('minji.kim',   '4 hours 54 minutes'::interval),
        ('user07',      '19 hours 19 minutes'),
        ('user12',      '5 hours 35 minutes'),
        ('user19',      '18 hours 1 minute'),
        ('user23',      '3 days 4 hours'),
        ('temp01',      '23 days 20 hours'),
        ('test.bot',    NULL),
        ('user01',      '11 minutes'),
        ('user02',      '2 hours 26 minutes'),
        ('legacy.sync', '6 days 3 hours')
),
plain (username) AS (
    SELECT v.username
    FROM   (VALUES
               ('admin'), ('operator'), ('support01'), ('support02'), ('김서연'), ('김서준'),
               ('이도윤'), ('이하은'), ('박지호'), ('최유나'), ('정민재'), ('강수빈'),
               ('조현우'), ('윤채원'), ('장시우'), ('한지민'), ('jiwoo.lee'), ('hajun.park'),
               ('soyeon.choi'), ('dohyun.jung'), ('yerin.kang'), ('taeyang.oh'), ('eunji.seo'), ('junho.shin'),
               ('nayeon.kwon'), ('woojin.hwang'), ('sumin.ahn'), ('gyuri.song'), ('chanho.ryu'), ('bora.jeon'),
               ('kyungmin.hong'), ('mirae.ko')
           ) AS v (username)
    UNION ALL
    SELECT 'user' || lpad(i::text, 2, '0')
    FROM   generate_series(1, 60) AS s (i)
    WHERE  i NOT IN (1, 2, 7, 12, 19, 23)
),
numbered AS (
    SELECT username, row_number() OVER (ORDER BY username COLLATE "C")::integer AS n
    FROM   (SELECT username FROM special UNION ALL SELECT username FROM plain) AS everyone
)
INSERT INTO users (username, password_hash, created_at, last_login_at)
SELECT n.username,
       '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.',
       now() - interval '420 days' + n.n * interval '3 days 5 hours 7 minutes',
       CASE WHEN s.username IS NOT NULL THEN now() - s.last_login_ago
            WHEN n.username IN ('user58', 'user59', 'user60') THEN NULL
            ELSE now() - make_interval(mins => 3 + (n.n * 1733) % 20160) END
FROM   numbered n LEFT JOIN special s USING (username)
ON CONFLICT (username) DO NOTHING;

INSERT INTO admins (user_id, granted_at)
SELECT u.id, u.created_at
FROM   users u
WHERE  u.username IN ('admin', 'operator')
AND    u.password_hash = '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.'
ON CONFLICT (user_id) DO NOTHING;

-- Token hashes are plain numbers here: no token has them as its hash.
INSERT INTO sessions (user_id, token_hash, ip_address, user_agent, created_at, last_seen_at, expires_at)
SELECT u.id, lpad(row_number() OVER (ORDER BY u.username COLLATE "C")::text, 64, '0'), '192.0.2.20',
       'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
       u.last_login_at, u.last_login_at + interval '2 minutes', u.last_login_at + interval '12 hours'
FROM   users u
WHERE  u.username IN ('admin', 'minji.kim', 'support01', 'user01', 'user03', '김서연')
AND    u.password_hash = '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.'
ON CONFLICT (token_hash) DO NOTHING;

-- Addresses come from the blocks reserved for documentation (RFC 5737); they also mark these rows as practice rows.
INSERT INTO login_attempts (ip_address, username, success, attempted_at, user_agent)
SELECT '192.0.2.' || (20 + row_number() OVER (ORDER BY u.username COLLATE "C", d.days) % 200),
       u.username, true, u.last_login_at - make_interval(days => d.days),
       'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0'
FROM   users u CROSS JOIN generate_series(0, 2) AS d (days)
WHERE  u.last_login_at IS NOT NULL
AND    u.password_hash = '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.'
AND    NOT EXISTS (SELECT FROM login_attempts a WHERE a.ip_address LIKE '192.0.2.%');

-- Names nobody has: a typing slip, and somebody trying his luck.
INSERT INTO login_attempts (ip_address, username, success, attempted_at, user_agent)
SELECT v.ip_address, v.username, false, now() - v.ago::interval, v.user_agent
FROM   (VALUES ('203.0.113.9',  'root',      '1 day 2 hours',            'python-requests/2.31.0'),
               ('203.0.113.9',  'postgres',  '1 day 1 hour 59 minutes',  'python-requests/2.31.0'),
               ('203.0.113.40', 'minji.kin', '5 hours 2 minutes',        NULL)) AS v (ip_address, username, ago, user_agent)
WHERE  NOT EXISTS (SELECT FROM login_attempts a WHERE a.ip_address LIKE '203.0.113.%');

-- Fixed ids make a second run find what the first one wrote.
INSERT INTO conversations (id, user_id, title, model_name, created_at, updated_at)
SELECT v.id::uuid, u.id, v.title, 'local-llm-8b', now() - v.ago::interval, now() - v.ago::interval + interval '4 minutes'
FROM   (VALUES ('00000000-0000-4000-8000-000000000001', 'minji.kim', '민원 답변 초안',          '2 days 3 hours'),
               ('00000000-0000-4000-8000-000000000002', 'minji.kim', '회의록 요약',             '1 day 5 hours'),
               ('00000000-0000-4000-8000-000000000003', 'user01',    '보도자료 문장 다듬기',    '9 minutes'),
               ('00000000-0000-4000-8000-000000000004', '김서연',    '조례 개정안 비교',        '6 days 1 hour'),
               ('00000000-0000-4000-8000-000000000005', 'jiwoo.lee', 'Translate a notice',      '11 days')) AS v (id, username, title, ago)
JOIN   users u ON u.username = v.username
              AND u.password_hash = '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.'
ON CONFLICT (id) DO NOTHING;

INSERT INTO messages (conversation_id, role, content, token_count, created_at)
SELECT c.id, v.role, v.content, v.token_count, c.created_at + v.after::interval
FROM   (VALUES ('00000000-0000-4000-8000-000000000001', 'system',    '정중한 행정 문체로 답하세요.',                              14, '0 seconds'),
               ('00000000-0000-4000-8000-000000000001', 'user',      '가로등 고장 신고에 대한 답변 초안을 써 주세요.',            22, '5 seconds'),
               ('00000000-0000-4000-8000-000000000001', 'assistant', '안녕하세요. 신고해 주신 가로등은 3일 안에 점검하겠습니다.', 31, '19 seconds'),
               ('00000000-0000-4000-8000-000000000002', 'user',      '첨부한 회의록을 다섯 줄로 요약해 주세요.',                  19, '0 seconds'),
               ('00000000-0000-4000-8000-000000000002', 'assistant', '1. 예산안은 다음 주에 다시 검토합니다.',                    18, '24 seconds'),
               ('00000000-0000-4000-8000-000000000003', 'user',      '이 문장을 더 짧게 고쳐 주세요.',                            15, '0 seconds'),
               ('00000000-0000-4000-8000-000000000003', 'assistant', '네, 두 문장으로 나누었습니다.',                             13, '8 seconds'),
               ('00000000-0000-4000-8000-000000000004', 'user',      '두 개정안의 차이를 표로 정리해 주세요.',                    17, '0 seconds'),
               ('00000000-0000-4000-8000-000000000004', 'assistant', '제3조와 제7조가 다릅니다.',                                 12, '31 seconds'),
               ('00000000-0000-4000-8000-000000000005', 'user',      'Please put this notice into plain English.',                11, '0 seconds'),
               ('00000000-0000-4000-8000-000000000005', 'assistant', 'The library is closed on Monday.',                           9, '6 seconds')
       ) AS v (conversation_id, role, content, token_count, after)
JOIN   conversations c ON c.id = v.conversation_id::uuid
WHERE  NOT EXISTS (SELECT FROM messages m WHERE m.conversation_id = c.id);

INSERT INTO documents (id, user_id, conversation_id, file_name, content_type, size_bytes, sha256, storage_path, created_at)
SELECT '00000000-0000-4000-8000-0000000000d1', c.user_id, c.id, '회의록.pdf', 'application/pdf', 184320,
       repeat('0', 64), 'practice/meeting-notes.pdf', c.created_at
FROM   conversations c
WHERE  c.id = '00000000-0000-4000-8000-000000000002'
ON CONFLICT DO NOTHING;

INSERT INTO tags (user_id, name, created_at)
SELECT c.user_id, '업무', c.created_at
FROM   conversations c
WHERE  c.id = '00000000-0000-4000-8000-000000000001'
ON CONFLICT (user_id, name) DO NOTHING;

INSERT INTO conversation_tags (conversation_id, tag_id)
SELECT c.id, t.id
FROM   conversations c JOIN tags t ON t.user_id = c.user_id AND t.name = '업무'
WHERE  c.id IN ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002')
ON CONFLICT DO NOTHING;

INSERT INTO metric_snapshots (metric_type, granularity, value, collected_at)
SELECT 'active_users', 'hourly', 8 + (h.hours * 7) % 23, date_trunc('hour', now()) - make_interval(hours => h.hours)
FROM   generate_series(0, 23) AS h (hours)
WHERE  NOT EXISTS (SELECT FROM metric_snapshots);
