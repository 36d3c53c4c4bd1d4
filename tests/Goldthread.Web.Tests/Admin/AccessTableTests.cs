using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Admin;

/// <summary>The tables of docs/access.md are the expectation: every cell is tried, allowed and denied.</summary>
[Trait("feature", "W1"), Trait("threat", "T01"), Trait("threat", "T02"), Trait("asvs", "V8.1.1"), Trait("asvs", "V8.2.1"), Trait("asvs", "V8.2.2")]
public class AccessTableTests(Board board) : IClassFixture<Board>
{
    public static TheoryData<string> Roles => [.. Table("## Reading").Keys];

    [Theory, MemberData(nameof(Roles))]
    public async Task Everyone_reads_what_the_table_says_in_memory_and_in_the_database(string role)
    {
        var expected = Table("## Reading")[role];
        var (viewer, own) = Reader(role);
        var other = Somewhere.Training.AccessListId == own ? Somewhere.Panel.AccessListId : Somewhere.Training.AccessListId;
        AccessList naming = new(AccessListOwner.Record, Guid.CreateVersion7()), notNaming = new(AccessListOwner.Record, Guid.CreateVersion7());
        naming.Admit(MemberKind.Person, viewer.PersonId ?? Guid.NewGuid(), board.Today, "tests");
        notNaming.Admit(MemberKind.Person, Guid.NewGuid(), board.Today, "tests");
        var onOwnList = viewer.IsSignedIn ? viewer.AccessLists.Append(naming.Id).Append(own) : [];
        viewer = viewer.IsSignedIn ? new(viewer.PersonId!.Value, viewer.Name, viewer.Roles, viewer.OrganisationIds, onOwnList, viewer.IsBoardMember) : viewer;
        Dictionary<string, Finding> records = new()
        {
            ["public"] = AFinding(Confidentiality.Public, null),
            ["board"] = AFinding(Confidentiality.Board, null),
            ["own group or agency"] = AFinding(Confidentiality.Group, own),
            ["another group or agency"] = AFinding(Confidentiality.Group, other),
            ["restricted, named"] = AFinding(Confidentiality.Restricted, naming.Id),
            ["restricted, not named"] = AFinding(Confidentiality.Restricted, notNaming.Id),
        };
        await using (var all = board.OpenAll())
        {
            all.AddRange(naming, notNaming);
            all.AddRange(records.Values);
            await all.SaveAsync(Command.Now("Tests: access table"), TestContext.Current.CancellationToken);
        }

        await using var db = board.Open(viewer);
        var ids = records.Values.Select(r => r.Id).ToList();
        var seen = (await db.Findings.Where(f => ids.Contains(f.Id)).Select(f => f.Id).ToListAsync(TestContext.Current.CancellationToken)).ToHashSet();

        foreach (var (kind, record) in records)
        {
            Assert.True(expected[kind] == Access.CanSee(record, viewer), $"{role}, {kind}, in memory");
            Assert.True(expected[kind] == seen.Contains(record.Id), $"{role}, {kind}, in the database");
        }
    }

    [Fact]
    public void Everyone_may_do_what_the_table_says()
    {
        var table = Table("## Doing");

        Assert.Equal(Enum.GetValues<Role>().Where(r => r != Role.None).Select(r => r.ToString()), table.Keys);
        foreach (var (role, cells) in table)
        {
            Assert.Equal(Enum.GetValues<Right>().Where(r => r != Right.None).Select(r => r.ToString()), cells.Keys);
            foreach (var (right, allowed) in cells)
                Assert.True(allowed == RoleRights.Grants(Enum.Parse<Role>(role), Enum.Parse<Right>(right)), $"{role}, {right}");
        }
        Assert.All(Enum.GetValues<Right>(), right => Assert.False(RoleRights.Grants(Role.None, right)));
    }

    [Fact]
    [Trait("asvs", "V8.1.2"), Trait("asvs", "V8.2.3")]
    public async Task Fields_are_shown_to_and_changed_by_whom_the_table_names()
    {
        var table = Table("## Fields");
        LibraryItem item = new(Volume.Children, "Consultation", "Forum", new(2026, 9, 1), Somewhere.SocialCare.Id);
        item.LimitTo(Confidentiality.Public, null);
        await board.GivenAsync(new Built<LibraryItem>(item, []));
        var (person, card) = ($"/people/{Somebody.Trainer.Id}", $"/library/items/{item.Id}/edit");
        (string Column, string Path, Func<Screen, bool> IsThere, string Post, (string, string)[] Sent)[] fields =
        [
            ("the address on the network in the trail, read", "/audit", screen => screen.Text.Contains("from 127.0.0.1", StringComparison.Ordinal), "/audit", []),
            ("name and e-mail address of a person, changed", person, screen => screen.Html.QuerySelector("form[action*=Describe] input[name='Input.Email']") is not null, $"{person}?handler=Describe", [("Input.Name", "Mallory"), ("Input.Email", "mallory@tests.example")]),
            ("roles of a person, changed", person, screen => screen.Html.QuerySelector("select[name='Input.Role']") is not null, person, [("Input.Role", "LayMember"), ("Input.Scope", "board")]),
            ("whose an item is and who reads it, changed", card, screen => screen.Html.QuerySelector("input[name='Input.Confidentiality']") is not null, card,
                [("Input.Volume", "Children"), ("Input.Kind", "Consultation"), ("Input.Title", "Forum"), ("Input.Date", "2026-09-01"), ("Input.OrganisationId", $"{Somewhere.Police.Id}"), ("Input.Confidentiality", "Board")]),
        ];
        Assert.Equal(fields.Select(f => f.Column), table["Nobody"].Keys);
        await (await board.AsAsync(Somebody.Practitioner)).AskAsync("/settings"); // something on the trail that came over the network

        foreach (var (role, cells) in table)
        {
            var client = role == "Nobody" ? await board.AnyoneAsync() : await board.AsAsync(Somebody.Everyone.First(s => s.Role == Enum.Parse<Role>(role)));
            var token = (await client.OpenAsync("/help")).Html.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
            foreach (var (column, path, isThere, post, sent) in fields)
            {
                Assert.True(cells[column] == isThere(await client.OpenAsync(path)), $"{role}, {column}");
                if (!cells[column] && sent.Length > 0) await client.PostAsync(post, [("__RequestVerificationToken", token), .. sent]); // what the page did not offer
            }
        }

        await using var db = board.OpenAll();
        Assert.Equal(Somebody.Trainer.Name, await db.People.Where(p => p.Id == Somebody.Trainer.Id).Select(p => p.Name).SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await db.RoleHoldings.CountAsync(h => h.PersonId == Somebody.Trainer.Id, TestContext.Current.CancellationToken));
        var kept = await board.NowAsync(item);
        Assert.Equal((Confidentiality.Public, (Guid?)Somewhere.SocialCare.Id), (kept.Confidentiality, kept.OrganisationId));
    }

    public static TheoryData<Role, Right> EveryDeed => [.. Enum.GetValues<Role>().SelectMany(role => Enum.GetValues<Right>().Select(right => (role, right)))];

    [Theory, MemberData(nameof(EveryDeed))]
    public void A_right_counts_in_its_own_scope_alone(Role role, Right right)
    {
        var recommendation = A.Recommendation().Public().Record; // owned by Quality, asked of social care
        var granted = RoleRights.Grants(role, right);
        var acting = RoleRights.IsActing(right);

        Assert.Equal(granted, Holder(role, ScopeKind.Board, null).May(right, recommendation));
        Assert.Equal(granted && !acting, Holder(role, ScopeKind.Group, Somewhere.Quality.Id).May(right, recommendation));
        Assert.Equal(granted && acting, Holder(role, ScopeKind.Organisation, Somewhere.SocialCare.Id).May(right, recommendation));
        Assert.False(Holder(role, ScopeKind.Group, Somewhere.Training.Id).May(right, recommendation));
        Assert.False(Holder(role, ScopeKind.Organisation, Somewhere.Police.Id).May(right, recommendation));
    }

    [Theory, MemberData(nameof(EveryDeed))]
    public void What_may_not_be_seen_may_not_be_done(Role role, Right right)
    {
        var hidden = A.Recommendation().RestrictedTo(Somebody.Reviewer).Record;

        Assert.False(Holder(role, ScopeKind.Board, null).May(right, hidden));
    }

    private static Viewer Holder(Role role, ScopeKind scope, Guid? id) => new(Guid.NewGuid(), "Holder", [new(role, scope, id)], [], [], isBoardMember: false);

    private static (Viewer Viewer, Guid Own) Reader(string role)
    {
        if (role == "Nobody") return (Viewer.Nobody, Somewhere.Quality.AccessListId);
        var somebody = role == nameof(Role.Chair) ? Somebody.QualityChair : Somebody.Everyone.First(s => s.Role == Enum.Parse<Role>(role));
        return (somebody.Viewer, somebody.Viewer.AccessLists.Cast<Guid?>().FirstOrDefault() ?? Somewhere.Hospital.AccessListId);
    }

    private static Finding AFinding(Confidentiality confidentiality, Guid? list)
    {
        Finding finding = A.Finding();
        finding.LimitTo(confidentiality, list);
        return finding;
    }

    private static Dictionary<string, Dictionary<string, bool>> Table(string heading)
    {
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "access.md")).SkipWhile(line => line != heading)
            .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)).ToList();
        return rows.Skip(2).ToDictionary(row => row[0], row => rows[0].Skip(1).Zip(row.Skip(1)).ToDictionary(cell => cell.First, cell => cell.Second == "yes"));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Goldthread.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
