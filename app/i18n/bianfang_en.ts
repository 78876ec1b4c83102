<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>ActionsPage</name>
    <message>
        <source>按钮</source>
        <translation>Buttons</translation>
    </message>
    <message>
        <source>每页只有一个主要动作</source>
        <translation>One main action a page</translation>
    </message>
    <message>
        <source>开始走访</source>
        <translation>Start a visit</translation>
    </message>
    <message>
        <source>已开始走访，内容随填随存</source>
        <translation>Visit started; everything is saved as you go</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>查看依据</source>
        <translation>Show the basis</translation>
    </message>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>不可用</source>
        <translation>Not available</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>拍照</source>
        <translation>Take a photo</translation>
    </message>
    <message>
        <source>选择</source>
        <translation>Choices</translation>
    </message>
    <message>
        <source>排序</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>按需要</source>
        <translation>By need</translation>
    </message>
    <message>
        <source>按距离</source>
        <translation>By distance</translation>
    </message>
    <message>
        <source>按自然村</source>
        <translation>By hamlet</translation>
    </message>
    <message>
        <source>从未走访</source>
        <translation>Never visited</translation>
    </message>
    <message>
        <source>有未销号问题</source>
        <translation>Open problems</translation>
    </message>
    <message>
        <source>预脱贫</source>
        <translation>Preparing to exit</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
    <message>
        <source>不清楚</source>
        <translation>Not known</translation>
    </message>
    <message>
        <source>因病</source>
        <translation>Illness</translation>
    </message>
    <message>
        <source>缺劳动力</source>
        <translation>Too little labour</translation>
    </message>
    <message>
        <source>家中无16至60岁的劳动力</source>
        <translation>Nobody between 16 and 60 who can work</translation>
    </message>
    <message>
        <source>屏幕键盘</source>
        <translation>Keyboard on the screen</translation>
    </message>
    <message>
        <source>接有实体键盘时可以关闭</source>
        <translation>Can be switched off when a real keyboard is there</translation>
    </message>
    <message>
        <source>面积</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>平方米</source>
        <translation>m²</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>交谈记录</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>说了什么，答应了什么</source>
        <translation>What was said, what was promised</translation>
    </message>
    <message>
        <source>务工月数</source>
        <translation>Months worked</translation>
    </message>
    <message>
        <source>删除这条诉求？</source>
        <translation>Delete this demand?</translation>
    </message>
    <message>
        <source>删除会留下痕迹：谁、何时、为什么。</source>
        <translation>Deleting leaves a trace: who, when and why.</translation>
    </message>
    <message>
        <source>安全住房的依据</source>
        <translation>What safe housing rests on</translation>
    </message>
    <message>
        <source>鉴定等级</source>
        <translation>Grade</translation>
    </message>
    <message>
        <source>B级</source>
        <translation>Grade B</translation>
    </message>
    <message>
        <source>住建局 · 2018年3月12日</source>
        <translation>Housing bureau · 12 Mar 2018</translation>
    </message>
    <message>
        <source>鉴定报告</source>
        <translation>Report</translation>
    </message>
</context>
<context>
    <name>AgainDialog</name>
    <message>
        <source>今天已走访过这户</source>
        <translation>Visited today already</translation>
    </message>
    <message>
        <source>再走访一次</source>
        <translation>Visit once more</translation>
    </message>
    <message>
        <source>看今天的走访</source>
        <translation>See today's visit</translation>
    </message>
</context>
<context>
    <name>Calendar</name>
    <message>
        <source>−10年</source>
        <translation>−10 years</translation>
    </message>
    <message>
        <source>上一年</source>
        <translation>Year before</translation>
    </message>
    <message>
        <source>%1年</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>下一年</source>
        <translation>Next year</translation>
    </message>
    <message>
        <source>+10年</source>
        <translation>+10 years</translation>
    </message>
    <message>
        <source>%1月</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>日</source>
        <translation>Sun</translation>
    </message>
</context>
<context>
    <name>CandidateBar</name>
    <message>
        <source>前一页候选字</source>
        <translation>Earlier candidates</translation>
    </message>
    <message>
        <source>后一页候选字</source>
        <translation>More candidates</translation>
    </message>
</context>
<context>
    <name>ChoiceList</name>
    <message>
        <source>没有这样的选项</source>
        <translation>There is no such choice</translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>显示%1</source>
        <translation>Show %1</translation>
    </message>
    <message>
        <source>隐藏%1</source>
        <translation>Hide %1</translation>
    </message>
    <message>
        <source>当前显示</source>
        <translation>Shown now</translation>
    </message>
    <message>
        <source>已采用</source>
        <translation>Chosen</translation>
    </message>
</context>
<context>
    <name>ConflictsPage</name>
    <message>
        <source>说法不一</source>
        <translation>Two answers</translation>
    </message>
    <message>
        <source>没有待定的说法</source>
        <translation>Nothing to decide</translation>
    </message>
    <message>
        <source>两个人填的不一样时，会列在这里，由你决定。</source>
        <translation>Where two people answered differently, it stands here for you to decide.</translation>
    </message>
    <message>
        <source>拿不准的先不选。选定以后还能改选，但退不回“未定”。</source>
        <translation>Not sure? Leave it open. A choice can be changed later, but not put back to undecided.</translation>
    </message>
</context>
<context>
    <name>CoordinateEditor</name>
    <message>
        <source>当前位置</source>
        <translation>This place</translation>
    </message>
</context>
<context>
    <name>Counter</name>
    <message>
        <source>减少%1</source>
        <translation>Less: %1</translation>
    </message>
    <message>
        <source>增加%1</source>
        <translation>More: %1</translation>
    </message>
</context>
<context>
    <name>CoverageCard</name>
    <message>
        <source>还有 %1 户未遍访</source>
        <translation>%1 households to go</translation>
    </message>
    <message>
        <source>建档立卡户已全部遍访</source>
        <translation>Every registered household was visited</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>例如 20180312</source>
        <translation>Such as 20180312</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>日历</source>
        <translation>Calendar</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>DigitKeys</name>
    <message>
        <source>退格</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>收起键盘</source>
        <translation>Hide the keyboard</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>DiscardDialog</name>
    <message>
        <source>放弃这次走访？</source>
        <translation>Give up this visit?</translation>
    </message>
    <message>
        <source>继续走访</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>为什么放弃？点一个原因就放弃，原因会记下来。</source>
        <translation>Why? One tap on a reason gives it up; the reason is kept.</translation>
    </message>
</context>
<context>
    <name>DisplayPage</name>
    <message>
        <source>到户</source>
        <translation>Arrival</translation>
    </message>
    <message>
        <source>八有核实</source>
        <translation>Eight items</translation>
    </message>
    <message>
        <source>问题诉求</source>
        <translation>Problems</translation>
    </message>
    <message>
        <source>帮扶措施</source>
        <translation>Measures</translation>
    </message>
    <message>
        <source>满意度</source>
        <translation>Satisfaction</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>Signatures</translation>
    </message>
    <message>
        <source>还有3条记录没有得到县里的回执</source>
        <translation>3 records have no receipt from the county yet</translation>
    </message>
    <message>
        <source>它们都在本机，回到有网络的地方会自动上传。</source>
        <translation>They are on this tablet and go up by themselves where there is a network.</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>书记遍访</source>
        <translation>Secretary&apos;s round</translation>
    </message>
    <message>
        <source>2018年</source>
        <translation>2018</translation>
    </message>
    <message>
        <source>户</source>
        <translation>households</translation>
    </message>
    <message>
        <source>已走访</source>
        <translation>Visited</translation>
    </message>
    <message>
        <source>待走访</source>
        <translation>To visit</translation>
    </message>
    <message>
        <source>覆盖率</source>
        <translation>Coverage</translation>
    </message>
    <message>
        <source>达标</source>
        <translation>Met</translation>
    </message>
    <message>
        <source>不达标</source>
        <translation>Not met</translation>
    </message>
    <message>
        <source>未采集</source>
        <translation>Not collected</translation>
    </message>
    <message>
        <source>两种说法</source>
        <translation>Two answers</translation>
    </message>
    <message>
        <source>预脱贫</source>
        <translation>Preparing to exit</translation>
    </message>
    <message>
        <source>低保户</source>
        <translation>Living allowance</translation>
    </message>
    <message>
        <source>王建国</source>
        <translation>Wang Jianguo</translation>
    </message>
    <message>
        <source>东风屯 · 4人 · 从未走访</source>
        <translation>Dongfeng · 4 persons · never visited</translation>
    </message>
    <message>
        <source>2项未采集</source>
        <translation>2 not collected</translation>
    </message>
    <message>
        <source>李秀英</source>
        <translation>Li Xiuying</translation>
    </message>
    <message>
        <source>上屯 · 2人 · 上次走访11月3日</source>
        <translation>Shangtun · 2 persons · last visit 3 Nov</translation>
    </message>
    <message>
        <source>覃阿妹</source>
        <translation>Qin Amei</translation>
    </message>
    <message>
        <source>下屯 · 1人 · 有1个未销号问题</source>
        <translation>Xiatun · 1 person · 1 open problem</translation>
    </message>
    <message>
        <source>住房等级</source>
        <translation>Grade of the house</translation>
    </message>
    <message>
        <source>B级</source>
        <translation>Grade B</translation>
    </message>
    <message>
        <source>住建局 · 2018年3月12日</source>
        <translation>Housing bureau · 12 Mar 2018</translation>
    </message>
    <message>
        <source>电视信号</source>
        <translation>TV signal</translation>
    </message>
    <message>
        <source>没有未销号的问题</source>
        <translation>No open problems</translation>
    </message>
    <message>
        <source>走访中发现的问题会出现在这里。</source>
        <translation>Problems found at visits appear here.</translation>
    </message>
    <message>
        <source>登记问题</source>
        <translation>Report a problem</translation>
    </message>
    <message>
        <source>平板的时间比县里慢了2天，请到设置中校准。</source>
        <translation>The tablet&apos;s clock is 2 days behind the county&apos;s; set it in the settings.</translation>
    </message>
    <message>
        <source>户主有两人，请核对与户主关系。</source>
        <translation>There are two heads; check the relations to the head.</translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>登记这台平板</source>
        <translation>Enrol this tablet</translation>
    </message>
    <message>
        <source>等待办公室确认</source>
        <translation>Waiting for the office</translation>
    </message>
    <message>
        <source>请向镇扶贫办或县扶贫办领取邀请码。连上办公室的网络后扫描或输入。</source>
        <translation>Ask the township or county office for an invitation. Connect to the office&apos;s network, then scan or enter it.</translation>
    </message>
    <message>
        <source>请把下面六位校验码念给办公室。办公室核对确认后，农户资料会自动下载。</source>
        <translation>Read these six digits to the office. Once they are confirmed, the households arrive by themselves.</translation>
    </message>
    <message>
        <source>校验码</source>
        <translation>Check code</translation>
    </message>
    <message>
        <source>正在等待确认，请保持联网</source>
        <translation>Waiting for the confirmation; stay connected</translation>
    </message>
    <message>
        <source>办公室已确认，现在检查</source>
        <translation>The office has confirmed: check now</translation>
    </message>
    <message>
        <source>给技术人员：服务器 %1</source>
        <translation>For support: server %1</translation>
    </message>
    <message>
        <source>返回，不添加使用人</source>
        <translation>Back without adding anybody</translation>
    </message>
    <message>
        <source>添加一位使用人</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>这台平板已有 %1 位使用人。请让办公室为新的使用人另发一个邀请码，连上办公室的网络后扫描或输入；各人有自己的密码和资料。</source>
        <translation>People of this tablet so far: %1. Ask the office for an invitation of the new person’s own; scan or type it on the office’s network. Each has a PIN and data of their own.</translation>
    </message>
</context>
<context>
    <name>FieldFrame</name>
    <message>
        <source>两种说法</source>
        <translation>Two answers</translation>
    </message>
    <message>
        <source>不清楚</source>
        <extracomment>Someone emptied this answer on purpose, or asked and was told that nobody knows</extracomment>
        <translation>Not known</translation>
    </message>
    <message>
        <source>必填</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>显示%1</source>
        <translation>Show %1</translation>
    </message>
    <message>
        <source>隐藏%1</source>
        <translation>Hide %1</translation>
    </message>
    <message>
        <source>未采集</source>
        <translation>Not collected</translation>
    </message>
</context>
<context>
    <name>HistorySheet</name>
    <message>
        <source>这一项还没有人填写过</source>
        <translation>Nobody has answered this yet</translation>
    </message>
    <message>
        <source>隐藏%1</source>
        <translation>Hide %1</translation>
    </message>
    <message>
        <source>显示%1</source>
        <translation>Show %1</translation>
    </message>
</context>
<context>
    <name>HouseholdList</name>
    <message>
        <source>农户</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>没有找到“%1”</source>
        <translation>Nobody found for “%1”</translation>
    </message>
    <message>
        <source>可以试试姓名、拼音、首字母、自然村，或电话、身份证号的后四位。</source>
        <translation>Try the name, Pinyin, initials, natural village, or the last four of the phone or ID number.</translation>
    </message>
</context>
<context>
    <name>HouseholdPage</name>
    <message>
        <source>户档案</source>
        <translation>File</translation>
    </message>
    <message>
        <source>开始走访</source>
        <translation>Start a visit</translation>
    </message>
    <message>
        <source>这户已不在本平板</source>
        <translation>This household is no longer on this tablet</translation>
    </message>
    <message>
        <source>它可能被划到别的村，或已被删除。你做过的改动仍在。</source>
        <translation>It may belong to another village now, or was removed. Your changes are still kept.</translation>
    </message>
    <message>
        <source>删除待定</source>
        <translation>Removal undecided</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>八有</source>
        <translation>The eight items</translation>
    </message>
    <message>
        <source>登记问题</source>
        <translation>Report a problem</translation>
    </message>
    <message>
        <source>增加家庭成员</source>
        <translation>Add a member</translation>
    </message>
    <message>
        <source>继续走访</source>
        <translation>Go on with the visit</translation>
    </message>
</context>
<context>
    <name>InstantEditor</name>
    <message>
        <source>例如 2018-03-12 09:30</source>
        <translation>Such as 2018-03-12 09:30</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
</context>
<context>
    <name>InvitationCard</name>
    <message>
        <source>邀请码</source>
        <translation>Invitation</translation>
    </message>
    <message>
        <source>平板名称</source>
        <translation>Name of the tablet</translation>
    </message>
    <message>
        <source>例如：协和村 1 号</source>
        <translation>For example: Xiehe village 1</translation>
    </message>
    <message>
        <source>扫描二维码</source>
        <translation>Scan the QR code</translation>
    </message>
    <message>
        <source>正在登记…</source>
        <translation>Enrolling…</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Enrol</translation>
    </message>
</context>
<context>
    <name>ItemSheet</name>
    <message>
        <source>依据：%1</source>
        <translation>Source: %1</translation>
    </message>
</context>
<context>
    <name>ItemTile</name>
    <message>
        <source>有未解决的问题</source>
        <translation>a problem is open</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>返回字母</source>
        <translation>Back to letters</translation>
    </message>
    <message>
        <source>数字和符号</source>
        <translation>Digits and signs</translation>
    </message>
    <message>
        <source>英文</source>
        <extracomment>Key that switches between Pinyin and English letters; shows the one that is on</extracomment>
        <translation>English</translation>
    </message>
    <message>
        <source>拼音</source>
        <translation>Pinyin</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>收起键盘</source>
        <translation>Hide the keyboard</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>换行</source>
        <translation>New line</translation>
    </message>
</context>
<context>
    <name>LedgersPage</name>
    <message>
        <source>台账</source>
        <translation>Ledgers</translation>
    </message>
    <message>
        <source>%1 行</source>
        <translation>%1 lines</translation>
    </message>
    <message>
        <source>在这张台账里查找</source>
        <translation>Search in this ledger</translation>
    </message>
    <message>
        <source>台账没有读出来</source>
        <translation>The ledger could not be read</translation>
    </message>
    <message>
        <source>再读一次</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>正在读取台账</source>
        <translation>Reading the ledger</translation>
    </message>
    <message>
        <source>没有这样的记录</source>
        <translation>No such lines</translation>
    </message>
    <message>
        <source>换一个筛选条件看看。</source>
        <translation>Try another filter.</translation>
    </message>
</context>
<context>
    <name>LetterKeys</name>
    <message>
        <source>大写</source>
        <translation>Capitals</translation>
    </message>
    <message>
        <source>分词</source>
        <extracomment>Key that parts two syllables of Pinyin (xi&apos;an)</extracomment>
        <translation>Split</translation>
    </message>
    <message>
        <source>退格</source>
        <translation>Backspace</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>输入密码解锁</source>
        <translation>Enter the PIN</translation>
    </message>
    <message>
        <source>再输入一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>设置解锁密码</source>
        <translation>Choose a PIN</translation>
    </message>
    <message>
        <source>已输入 %1 位</source>
        <translation>%1 digits entered</translation>
    </message>
    <message>
        <source>删除一位</source>
        <translation>Erase a digit</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>先输入现在的密码</source>
        <translation>The present PIN first</translation>
    </message>
    <message>
        <source>不改了，返回</source>
        <translation>Keep it and go back</translation>
    </message>
    <message>
        <source>添加使用人</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>4 至 12 位数字，防止别人随手翻看。平板里的数据还没有加密，丢失后请马上报告县里停用。</source>
        <translation>4 to 12 digits. It keeps curious people out. What the tablet holds is not encrypted yet: report a lost one to the county at once.</translation>
    </message>
</context>
<context>
    <name>LongTextEditor</name>
    <message>
        <source>%1 / %2 字</source>
        <extracomment>Letters written and letters allowed</extracomment>
        <translation>%1 of %2 letters</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>动作</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>陈列</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>符号</source>
        <translation>Symbols</translation>
    </message>
    <message>
        <source>成员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>村</source>
        <translation>Village</translation>
    </message>
    <message>
        <source>走访</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>组件一览</source>
        <translation>All components</translation>
    </message>
    <message>
        <source>文字大小</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>配色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>遍访</source>
        <extracomment>Name of the program, in the title of its window</extracomment>
        <translation>Bianfang</translation>
    </message>
    <message>
        <source>键盘</source>
        <translation>Keyboard</translation>
    </message>
</context>
<context>
    <name>MapCard</name>
    <message>
        <source>这里的农户：%1 户</source>
        <translation>Households here: %1</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>MapGround</name>
    <message>
        <source>户情地图</source>
        <translation>Map of the households</translation>
    </message>
</context>
<context>
    <name>MapLegend</name>
    <message>
        <source>每户只算最要紧的一种</source>
        <translation>Each household is counted once, by what weighs most</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>攻坚图</source>
        <translation>Village map</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Nearer</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Farther</translation>
    </message>
    <message>
        <source>看全部</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>我的位置</source>
        <translation>My place</translation>
    </message>
    <message>
        <source>正在读取农户</source>
        <translation>Reading the households</translation>
    </message>
    <message>
        <source>还没有农户</source>
        <translation>No households yet</translation>
    </message>
    <message>
        <source>同步以后，农户会出现在这里。</source>
        <translation>They appear here after a sync.</translation>
    </message>
</context>
<context>
    <name>MonthEditor</name>
    <message>
        <source>例如 201803</source>
        <translation>Such as 201803</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
</context>
<context>
    <name>NavigationBar</name>
    <message>
        <source>导航</source>
        <translation>Navigation</translation>
    </message>
</context>
<context>
    <name>NavigationRail</name>
    <message>
        <source>导航</source>
        <translation>Navigation</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>今年</source>
        <translation>This year</translation>
    </message>
</context>
<context>
    <name>OrderLine</name>
    <message>
        <source>没有定位，先按自然村排列。</source>
        <translation>The place is not known: ordered by natural village for now.</translation>
    </message>
    <message>
        <source>重新定位</source>
        <translation>Look again</translation>
    </message>
</context>
<context>
    <name>OverruledCard</name>
    <message>
        <source>知道了</source>
        <translation>Understood</translation>
    </message>
</context>
<context>
    <name>PartLine</name>
    <message>
        <source>分类</source>
        <translation>Parts</translation>
    </message>
</context>
<context>
    <name>PeopleLine</name>
    <message>
        <source>这台平板的使用人</source>
        <translation>People of this tablet</translation>
    </message>
</context>
<context>
    <name>PhotoAim</name>
    <message>
        <source>刚拍的照片</source>
        <translation>The photo just taken</translation>
    </message>
    <message>
        <source>取景</source>
        <translation>What the camera sees</translation>
    </message>
    <message>
        <source>重拍</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>使用这张</source>
        <translation>Use this one</translation>
    </message>
    <message>
        <source>拍照</source>
        <translation>Take a photo</translation>
    </message>
    <message>
        <source>改为选一张已有的照片</source>
        <translation>Choose a photo that is there already</translation>
    </message>
</context>
<context>
    <name>PhotoFolder</name>
    <message>
        <source>这台平板没有可用的相机。请用其他方式拍好，存到平板的图片文件夹，再从这里选择。</source>
        <translation>This tablet has no camera that can be used. Take the photo by other means, put it into the pictures folder of the tablet and choose it here.</translation>
    </message>
    <message>
        <source>没有照片</source>
        <translation>No photos</translation>
    </message>
    <message>
        <source>请先用相机拍照，再回到这里选择。</source>
        <translation>Take a photo with the camera first, then come back.</translation>
    </message>
    <message>
        <source>第 %1 张照片</source>
        <translation>Photo %1</translation>
    </message>
</context>
<context>
    <name>PhotoViewer</name>
    <message>
        <source>照片</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>为什么移除？原因会记下来，照片文件不会从档案中抹去。</source>
        <translation>Why is it taken out? The reason is kept, and the file is not erased from the archive.</translation>
    </message>
    <message>
        <source>移除这张照片</source>
        <translation>Take this photo out</translation>
    </message>
    <message>
        <source>不移除</source>
        <translation>Leave it in</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>照片还在中心，下次同步取来。</source>
        <translation>The photo is at the centre; the next sync brings it.</translation>
    </message>
    <message>
        <source>%1（小图；原图在中心，下次同步取来）</source>
        <translation>%1 (small; the large one comes from the centre with the next sync)</translation>
    </message>
</context>
<context>
    <name>PickButton</name>
    <message>
        <source>请选择</source>
        <translation>Choose</translation>
    </message>
</context>
<context>
    <name>PictureEditor</name>
    <message>
        <source>拍照</source>
        <translation>Take a photo</translation>
    </message>
    <message>
        <source>重拍</source>
        <translation>Take again</translation>
    </message>
    <message>
        <source>不要这张</source>
        <translation>Drop this one</translation>
    </message>
</context>
<context>
    <name>PriorLine</name>
    <message>
        <source>上次：%1</source>
        <translation>Last time: %1</translation>
    </message>
    <message>
        <source>上次：%1（%2）</source>
        <translation>Last time: %1 (%2)</translation>
    </message>
    <message>
        <source>同上次</source>
        <extracomment>Takes the answer of the last visit as the answer of this one</extracomment>
        <translation>Same as last time</translation>
    </message>
    <message>
        <source>%1同上次</source>
        <translation>%1 same as last time</translation>
    </message>
</context>
<context>
    <name>ProblemsPage</name>
    <message>
        <source>问题</source>
        <translation>Problems</translation>
    </message>
    <message>
        <source>%1 个未销号，其中 %2 个超期</source>
        <translation>%1 open, %2 of them overdue</translation>
    </message>
    <message>
        <source>%1 个未销号</source>
        <translation>%1 open</translation>
    </message>
    <message>
        <source>没有这类问题</source>
        <translation>No such problems</translation>
    </message>
    <message>
        <source>走访中发现的问题会列在这里，直到销号。</source>
        <translation>Problems found at visits stand here until they are closed.</translation>
    </message>
</context>
<context>
    <name>RecordField</name>
    <message>
        <source>另一个人填的不一样，两种都保留着。</source>
        <translation>Somebody else answered differently; both answers are kept.</translation>
    </message>
    <message>
        <source>查看并决定</source>
        <translation>Look and decide</translation>
    </message>
    <message>
        <source>%1的修改经过</source>
        <translation>History of %1</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>先写姓名，写好以后再填别的。</source>
        <translation>The name first; the other questions come with it.</translation>
    </message>
    <message>
        <source>不登记这条</source>
        <translation>Take it back</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>这里只能查看，不能修改。</source>
        <translation>It can only be looked at here.</translation>
    </message>
    <message>
        <source>这条记录已完成，只能查看。</source>
        <translation>This record is finished and can only be read.</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>看这户</source>
        <translation>The household</translation>
    </message>
    <message>
        <source>跟进</source>
        <translation>Follow up</translation>
    </message>
    <message>
        <source>有 %1 处填得不对，没有记下；再打开这条记录可以改。</source>
        <translation>%1 answers are wrong and were not written down; open the record again to put them right.</translation>
    </message>
    <message>
        <source>填得不对，什么都没有记下。</source>
        <translation>It was wrong, and nothing was written down.</translation>
    </message>
    <message>
        <source>删除待定</source>
        <translation>Removal undecided</translation>
    </message>
    <message>
        <source>有人要删除这条记录，也有人在改它，还没有决定。</source>
        <translation>Somebody removed this record while another edited it; nobody has decided yet.</translation>
    </message>
    <message>
        <source>查看并决定</source>
        <translation>Look and decide</translation>
    </message>
</context>
<context>
    <name>ReferenceEditor</name>
    <message>
        <source>已选择</source>
        <translation>Chosen</translation>
    </message>
</context>
<context>
    <name>ScanSheet</name>
    <message>
        <source>扫描二维码</source>
        <translation>Scan the QR code</translation>
    </message>
    <message>
        <source>对准办公室给的二维码，不用按键。</source>
        <translation>Aim at the code that the office gave you; no button is needed.</translation>
    </message>
    <message>
        <source>取景</source>
        <translation>Viewfinder</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>立即锁定</source>
        <translation>Lock now</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>文字大小</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>标准</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>大</source>
        <translation>Large</translation>
    </message>
    <message>
        <source>特大</source>
        <translation>Largest</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>屏幕键盘</source>
        <translation>Keyboard on the screen</translation>
    </message>
    <message>
        <source>接了外接键盘时可以关掉</source>
        <translation>Can be off where a keyboard is attached</translation>
    </message>
    <message>
        <source>更换解锁密码</source>
        <translation>Change the PIN</translation>
    </message>
    <message>
        <source>4 至 12 位数字</source>
        <translation>4 to 12 digits</translation>
    </message>
    <message>
        <source>这台平板的使用人</source>
        <translation>People of this tablet</translation>
    </message>
    <message>
        <source>正在使用</source>
        <translation>At work now</translation>
    </message>
    <message>
        <source>锁定后可以换人</source>
        <translation>Can take over at the lock</translation>
    </message>
    <message>
        <source>添加使用人</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>每人有自己的密码和资料，互相看不到</source>
        <translation>Each has a PIN and records of their own that the others do not see</translation>
    </message>
    <message>
        <source>从这台平板移除%1</source>
        <translation>Take %1 off this tablet</translation>
    </message>
    <message>
        <source>全部交到县里，并由办公室存底（备份）后才能移除</source>
        <translation>Only when the county has everything, and in a backup</translation>
    </message>
    <message>
        <source>现在不能移除</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Understood</translation>
    </message>
    <message>
        <source>移除%1的资料？</source>
        <translation>Remove the records of %1?</translation>
    </message>
    <message>
        <source>这台平板上属于此人的资料和密钥会全部删除。县里的资料不受影响。</source>
        <translation>Everything of this person on this tablet is erased, the keys too. What the county holds stays.</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>不移除</source>
        <translation>Keep</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>村</source>
        <translation>Village</translation>
    </message>
    <message>
        <source>问题</source>
        <translation>Problems</translation>
    </message>
    <message>
        <source>同步</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>SignatureEditor</name>
    <message>
        <source>没有签名</source>
        <translation>Not signed</translation>
    </message>
    <message>
        <source>请在这里用手指签名</source>
        <translation>Sign here with a finger</translation>
    </message>
    <message>
        <source>撤一笔</source>
        <translation>Undo a stroke</translation>
    </message>
    <message>
        <source>重签</source>
        <translation>Sign again</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>这台平板打不开</source>
        <translation>This tablet cannot be opened</translation>
    </message>
    <message>
        <source>返回，重新开始</source>
        <translation>Back, and start over</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>步骤</source>
        <translation>Steps</translation>
    </message>
</context>
<context>
    <name>SymbolKeys</name>
    <message>
        <source>退格</source>
        <translation>Backspace</translation>
    </message>
</context>
<context>
    <name>SymbolsPage</name>
    <message>
        <source>一户一档，随填随存 0123456789</source>
        <translation>One file a household, saved as it is filled in 0123456789</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>有 %1 处说法不一已由别人决定，没有采用这台平板上填的。</source>
        <translation>%1 differences were decided by somebody else, not for what this tablet said.</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>你不用做什么，平板上也还留着一份。办公室做好备份，并把更早的备份作废以后，再同步一次就会减少。</source>
        <translation>Nothing for you to do; this tablet keeps a copy. It goes down with the next sync once the office has made a backup and retired the earlier ones.</translation>
    </message>
    <message>
        <source>同步</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>正在同步</source>
        <translation>Syncing</translation>
    </message>
    <message>
        <source>现在同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>有 %1 处，两个人的说法不一样。</source>
        <translation>Two people differ in %1 places.</translation>
    </message>
    <message>
        <source>查看并决定</source>
        <translation>Look and decide</translation>
    </message>
    <message>
        <source>项</source>
        <translation>changes</translation>
    </message>
    <message>
        <source>改动等待上传</source>
        <translation>wait to be sent</translation>
    </message>
    <message>
        <source>份 · %1</source>
        <translation>files · %1</translation>
    </message>
    <message>
        <source>份</source>
        <translation>files</translation>
    </message>
    <message>
        <source>照片和文件等待上传</source>
        <translation>photos and documents wait</translation>
    </message>
    <message>
        <source>县里已收到，等办公室存底</source>
        <translation>at the county, waiting for the office&apos;s backup</translation>
    </message>
    <message>
        <source>需要留意</source>
        <translation>To look at</translation>
    </message>
    <message>
        <source>县里收到的记录</source>
        <translation>What the county has received</translation>
    </message>
    <message>
        <source>收起技术信息</source>
        <translation>Hide technical details</translation>
    </message>
    <message>
        <source>技术信息</source>
        <translation>Technical details</translation>
    </message>
    <message>
        <source>上次同步：%1</source>
        <translation>Last sync: %1</translation>
    </message>
    <message>
        <source>还没有。改动交到县里后会列在这里。</source>
        <translation>None yet. Changes are listed here once the county has them.</translation>
    </message>
</context>
<context>
    <name>TextField</name>
    <message>
        <source>清空%1</source>
        <translation>Empty %1</translation>
    </message>
</context>
<context>
    <name>TextsEditor</name>
    <message>
        <source>删除%1</source>
        <translation>Remove %1</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>添加%1</source>
        <translation>Add to %1</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>今日走访</source>
        <translation>Visits today</translation>
    </message>
    <message>
        <source>今天没有要走访的农户</source>
        <translation>Nobody to visit today</translation>
    </message>
    <message>
        <source>本轮都已走访，也没有到期的问题。</source>
        <translation>All were visited in this round, and no problem is due.</translation>
    </message>
    <message>
        <source>攻坚图</source>
        <translation>Village map</translation>
    </message>
    <message>
        <source>查找农户</source>
        <translation>Find a household</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>TypingPage</name>
    <message>
        <source>试一试</source>
        <translation>Try it</translation>
    </message>
    <message>
        <source>在这里输入</source>
        <translation>Type here</translation>
    </message>
    <message>
        <source>务工月数</source>
        <translation>Months worked</translation>
    </message>
    <message>
        <source>交谈记录</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>说了什么，答应了什么</source>
        <translation>What was said, what was promised</translation>
    </message>
</context>
<context>
    <name>UnknownOption</name>
    <message>
        <source>不清楚</source>
        <translation>Not known</translation>
    </message>
</context>
<context>
    <name>ValueRow</name>
    <message>
        <source>未采集</source>
        <extracomment>Shown in place of an answer that nobody has collected yet</extracomment>
        <translation>Not collected</translation>
    </message>
</context>
<context>
    <name>VerdictStrip</name>
    <message>
        <source>八有达标%1项</source>
        <translation>%1 of the eight items met</translation>
    </message>
    <message>
        <source>住房</source>
        <translation>Housing</translation>
    </message>
    <message>
        <source>饮水</source>
        <translation>Water</translation>
    </message>
    <message>
        <source>用电</source>
        <translation>Power</translation>
    </message>
    <message>
        <source>电视</source>
        <translation>TV</translation>
    </message>
    <message>
        <source>网络</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>教育</source>
        <translation>School</translation>
    </message>
    <message>
        <source>医疗</source>
        <translation>Medical</translation>
    </message>
    <message>
        <source>收入</source>
        <translation>Income</translation>
    </message>
    <message>
        <source>八有齐全</source>
        <translation>All eight met</translation>
    </message>
</context>
<context>
    <name>VillagePage</name>
    <message>
        <source>共 %1 户</source>
        <translation>%1 households</translation>
    </message>
    <message>
        <source>村情</source>
        <translation>Village</translation>
    </message>
    <message>
        <source>姓名、拼音、首字母、自然村、电话或身份证号后几位</source>
        <translation>Name, Pinyin, village, end of phone or ID</translation>
    </message>
    <message>
        <source>没有这样的农户</source>
        <translation>No such households</translation>
    </message>
    <message>
        <source>换一个筛选条件看看。</source>
        <translation>Try another filter.</translation>
    </message>
    <message>
        <source>攻坚图</source>
        <translation>Village map</translation>
    </message>
    <message>
        <source>台账</source>
        <translation>Ledgers</translation>
    </message>
</context>
<context>
    <name>YesNoEditor</name>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>ArrivalStep</name>
    <message>
        <source>走访人就是使用这台平板的人。一起来的人填在“同行人”里。</source>
        <translation>The visitor is the person of this tablet. Who came along belongs under “With them”.</translation>
    </message>
    <message>
        <source>重新定位</source>
        <translation>Locate again</translation>
    </message>
    <message>
        <source>放弃这次走访</source>
        <translation>Give up this visit</translation>
    </message>
</context>
<context>
    <name>FinishStep</name>
    <message>
        <source>记录已签名封存，只能查看。</source>
        <translation>Signed and sealed; it can only be read.</translation>
    </message>
    <message>
        <source>走访已完成</source>
        <translation>The visit is finished</translation>
    </message>
    <message>
        <source>还不能完成</source>
        <translation>Not ready to finish</translation>
    </message>
    <message>
        <source>可以完成，离开前请再看看</source>
        <translation>Ready; please look once more before leaving</translation>
    </message>
    <message>
        <source>都填好了</source>
        <translation>Everything is filled in</translation>
    </message>
    <message>
        <source>记录已签名封存，只能查看；有误时可以更正，原记录保留。</source>
        <translation>The record is signed and can only be read. A mistake is put right by a correction; the first record stays.</translation>
    </message>
    <message>
        <source>有 %1 处必须补上，点一下就到那里。</source>
        <translation>%1 to be filled in; tap one to go there.</translation>
    </message>
    <message>
        <source>有 %1 处看起来不对，趁还在农户家里问一问。</source>
        <translation>%1 look odd; ask while you are in the house.</translation>
    </message>
    <message>
        <source>点“完成走访”后不再修改。</source>
        <translation>After “Finish the visit” nothing can be changed.</translation>
    </message>
    <message>
        <source>这次走访</source>
        <translation>This visit</translation>
    </message>
    <message>
        <source>还没有填</source>
        <translation>Not filled in yet</translation>
    </message>
    <message>
        <source>照片</source>
        <translation>Photos</translation>
    </message>
</context>
<context>
    <name>ItemCard</name>
    <message>
        <source>没有变化</source>
        <translation>No change</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>更改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>有变化</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>填写</source>
        <translation>Fill in</translation>
    </message>
</context>
<context>
    <name>ItemQuestions</name>
    <message>
        <source>填写收入表</source>
        <translation>Fill in the income worksheet</translation>
    </message>
    <message>
        <source>打开收入表</source>
        <translation>Open the income worksheet</translation>
    </message>
    <message>
        <source>收入表：%1</source>
        <translation>Worksheet: %1</translation>
    </message>
    <message>
        <source>住房照片</source>
        <translation>Photos of the house</translation>
    </message>
    <message>
        <source>核实方式（可选）</source>
        <translation>How it was found (optional)</translation>
    </message>
    <message>
        <source>依据：%1</source>
        <translation>Source: %1</translation>
    </message>
    <message>
        <source>这次没有核实</source>
        <translation>Not looked at this time</translation>
    </message>
    <message>
        <source>危房改造照片：%1</source>
        <translation>Photos of the renovation: %1</translation>
    </message>
</context>
<context>
    <name>ItemsStep</name>
    <message>
        <source>逐项核实</source>
        <translation>One by one</translation>
    </message>
    <message>
        <source>已核实 %1 / 8</source>
        <translation>%1 of 8 looked at</translation>
    </message>
</context>
<context>
    <name>MeasuresStep</name>
    <message>
        <source>这次承诺的措施</source>
        <translation>Measures promised at this visit</translation>
    </message>
    <message>
        <source>登记措施</source>
        <translation>Record a measure</translation>
    </message>
    <message>
        <source>以前的措施落实了吗</source>
        <translation>What came of earlier measures</translation>
    </message>
    <message>
        <source>没有新的措施</source>
        <translation>No new measures</translation>
    </message>
    <message>
        <source>答应了农户什么，在这里记下；没有就直接进入下一步。</source>
        <translation>Record what you promised the household; else go to the next step.</translation>
    </message>
</context>
<context>
    <name>PhotoLine</name>
    <message>
        <source>添加照片</source>
        <translation>Add a photo</translation>
    </message>
</context>
<context>
    <name>PhotoSheet</name>
    <message>
        <source>选一张照片</source>
        <translation>Choose a photo</translation>
    </message>
    <message>
        <source>照片会写上户主、文件里的拍摄时间和添加的人，不写地点。</source>
        <translation>Household, the time in the file and who added it are written on the photo, no place.</translation>
    </message>
    <message>
        <source>照片会写上户主、时间、地点和走访人。</source>
        <translation>Household, time, place and visitor are written on the photo.</translation>
    </message>
    <message>
        <source>这张可以吗？</source>
        <translation>Is this one good?</translation>
    </message>
    <message>
        <source>拍照</source>
        <translation>Take a photo</translation>
    </message>
</context>
<context>
    <name>PhotoTile</name>
    <message>
        <source>照片不在本平板，点开后随同步取来</source>
        <translation>Not on this tablet; tap, and a sync brings it</translation>
    </message>
    <message>
        <source>照片打不开</source>
        <translation>This photo cannot be opened</translation>
    </message>
</context>
<context>
    <name>ProblemPage</name>
    <message>
        <source>照片</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>不登记这条</source>
        <translation>Take it back</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>看这户</source>
        <translation>The household</translation>
    </message>
    <message>
        <source>没有写问题描述</source>
        <translation>The problem was not described</translation>
    </message>
    <message>
        <source>照片（拍下整改后的样子）</source>
        <translation>Photos (show what was done)</translation>
    </message>
</context>
<context>
    <name>ProblemsStep</name>
    <message>
        <source>不达标，还没有登记</source>
        <translation>Not met and not yet recorded</translation>
    </message>
    <message>
        <source>登记为问题</source>
        <translation>Record as a problem</translation>
    </message>
    <message>
        <source>这次的问题和诉求</source>
        <translation>Problems and demands of this visit</translation>
    </message>
    <message>
        <source>登记问题</source>
        <translation>Record a problem</translation>
    </message>
    <message>
        <source>登记诉求</source>
        <translation>Record a demand</translation>
    </message>
    <message>
        <source>以前未解决的问题</source>
        <translation>Earlier problems, still open</translation>
    </message>
    <message>
        <source>没有新的问题或诉求</source>
        <translation>No new problems or demands</translation>
    </message>
    <message>
        <source>有就在这里登记，没有就直接进入下一步。</source>
        <translation>Record them here if there are any; else go to the next step.</translation>
    </message>
</context>
<context>
    <name>RecordSheet</name>
    <message>
        <source>照片</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>不登记这条</source>
        <translation>Remove this one</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>照片（拍下整改后的样子）</source>
        <translation>Photos (show what was done)</translation>
    </message>
</context>
<context>
    <name>SignAgain</name>
    <message>
        <source>签名以后又改了内容，原来的签名不再算数。</source>
        <translation>Something was changed after it was signed; this signature no longer counts.</translation>
    </message>
    <message>
        <source>清除后重新签名</source>
        <translation>Wipe and sign again</translation>
    </message>
</context>
<context>
    <name>SignaturesStep</name>
    <message>
        <source>签名前还要补上（点一下就到那里），免得重签</source>
        <translation>Complete these before anybody signs (tap to go there): a change afterwards has to be signed again</translation>
    </message>
    <message>
        <source>签名的是谁</source>
        <translation>Who signed</translation>
    </message>
    <message>
        <source>不能签名时，请选原因</source>
        <translation>If they cannot sign, say why</translation>
    </message>
</context>
<context>
    <name>VisitPage</name>
    <message>
        <source>已完成</source>
        <extracomment>The visit is signed off</extracomment>
        <translation>Finished</translation>
    </message>
    <message>
        <source>已自动保存</source>
        <extracomment>Every answer is kept as it is given</extracomment>
        <translation>Saved</translation>
    </message>
    <message>
        <source>上一步</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>完成走访</source>
        <translation>Finish the visit</translation>
    </message>
    <message>
        <source>更正这次走访</source>
        <translation>Correct this visit</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Leave</translation>
    </message>
</context>
</TS>
