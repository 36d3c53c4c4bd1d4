using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Microsoft.EntityFrameworkCore;
using static Goldthread.Web.Tests.Thread.Readers;

namespace Goldthread.Web.Tests.Thread;

/// <summary>A file is never read by more people than what it hangs on, whatever is done to either (ADR 9).</summary>
[Trait("threat", "T01"), Trait("threat", "T05")]
public class ReadersOfFilesTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lifting_one_restriction_opens_no_file_of_another_record_on_the_same_list()
    {
        var (one, other) = (A.Finding("On a shared list").Record, A.Finding("On the same list").Record);
        AccessList shared = new(AccessListOwner.Record, other.Id);
        shared.Admit(MemberKind.Person, Somebody.QualityChair.Id, new(2026, 1, 1), "tests");
        foreach (var finding in new[] { one, other }) finding.LimitTo(Confidentiality.Restricted, shared.Id);
        var (mine, theirs) = (AFile(one), AFile(other));
        await board.KeepAsync(shared, one, other, mine, theirs, new FileLink(mine.Id, "finding", one.Id), new FileLink(theirs.Id, "finding", other.Id));
        var chair = await board.AsAsync(Somebody.QualityChair);

        await chair.PressAsync(await chair.OpenAsync($"/restrict/finding/{one.Id}"), Lift, ("Input.OpenTo", "Board"));

        Assert.Equal((Confidentiality.Board, Confidentiality.Board), ((await board.NowAsync(one)).Confidentiality, (await board.NowAsync(mine)).Confidentiality));
        Assert.Equal((Confidentiality.Restricted, Confidentiality.Restricted), ((await board.NowAsync(other)).Confidentiality, (await board.NowAsync(theirs)).Confidentiality));
    }

    [Fact]
    public async Task What_was_merged_into_a_finding_and_its_file_are_shut_with_it()
    {
        var (merged, into) = (A.Finding("Merged before").Record, A.Finding("Shut after").Record);
        var file = AFile(merged);
        await board.KeepAsync(merged, into, file, new FileLink(file.Id, "finding", merged.Id));
        var (chair, member) = (await board.AsAsync(Somebody.QualityChair), await board.AsAsync(Somebody.QualityMember));
        await chair.PressAsync(await chair.OpenAsync($"/findings/{merged.Id}/merge"), "Merge them", ("Input.IntoId", $"{into.Id}"), ("Input.Reason", "Said twice"), ("Input.Compared", "true"));
        await using (var db = board.OpenAll()) Assert.Equal([into.Id], await db.FileLinks.Where(l => l.FileId == file.Id).Select(l => l.RecordId).ToListAsync(Stop));

        await chair.PressAsync(await chair.OpenAsync($"/restrict/finding/{into.Id}"), Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.QualityChair.Id}"));

        Assert.Equal(Confidentiality.Restricted, (await board.NowAsync(file)).Confidentiality);
        Assert.Equal(HttpStatusCode.NotFound, (await member.OpenAsync($"/findings/{merged.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await chair.OpenAsync($"/findings/{merged.Id}")).Status);
    }

    [Fact]
    public async Task A_file_of_a_finding_is_not_widened_by_an_item_it_serves_too_also_after_a_merge()
    {
        var (merged, into) = (A.Finding("Merged with its file").ForGroup(Somewhere.Quality).Record, A.Finding("Takes the file over").ForGroup(Somewhere.Quality).Record);
        LibraryItem item = new(Volume.Qualitative, "Case audit", "Shows the file too", new(2026, 9, 1), null);
        var file = AFile(merged);
        await board.KeepAsync(merged, into, item, file, new FileLink(file.Id, "finding", merged.Id), new FileLink(file.Id, "item", item.Id));
        var chair = await board.AsAsync(Somebody.QualityChair);
        await chair.PressAsync(await chair.OpenAsync($"/findings/{merged.Id}/merge"), "Merge them", ("Input.IntoId", $"{into.Id}"), ("Input.Reason", "Said twice"), ("Input.Compared", "true"));

        await chair.PressAsync(await chair.OpenAsync($"/library/items/{item.Id}/edit"), "Save", ("Input.Summary", "Edited since"));

        Assert.Equal((Confidentiality.Group, Somewhere.Quality.AccessListId), ((await board.NowAsync(file)).Confidentiality, (await board.NowAsync(file)).AccessListId));
    }

    [Fact]
    public async Task A_file_restricted_by_itself_stays_so_when_its_item_is_changed_until_that_is_lifted()
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", "With one closed file", new(2026, 9, 1), null);
        var file = AFile(item);
        await board.KeepAsync(item, file, new FileLink(file.Id, "item", item.Id));
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.PressAsync(await officer.OpenAsync($"/restrict/file/{file.Id}"), Restrict, ("Input.Reason", "Names a child"), ("Input.People", $"{Somebody.Officer.Id}"));

        await officer.PressAsync(await officer.OpenAsync($"/library/items/{item.Id}/edit"), "Save", ("Input.Summary", "Edited since"));
        Assert.Equal(Confidentiality.Restricted, (await board.NowAsync(file)).Confidentiality);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/file/{file.Id}"), Lift, ("Input.OpenTo", "Board"));
        Assert.Equal(Confidentiality.Board, (await board.NowAsync(file)).Confidentiality);
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public async Task A_file_for_named_people_is_attached_to_no_record_with_other_readers()
    {
        var (_, file, wider) = await GivenShutFileAsync("Attached elsewhere");
        var analyst = await board.AsAsync(Somebody.Analyst);
        var form = await analyst.OpenAsync($"/files/attach/item/{wider.Id}");

        var refused = await analyst.OverpostAsync(form, "Attach", ("Input.KnownId", $"{file.Id}"));

        Assert.DoesNotContain($"{file.Id}", form.Body, StringComparison.Ordinal);
        Assert.StartsWith("This file is for named people", Assert.Single(refused.Errors), StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Equal(1, await db.FileLinks.CountAsync(l => l.FileId == file.Id, Stop));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public async Task A_file_of_a_restricted_item_is_named_to_none_but_its_readers_though_it_serves_another_record_and_opens_after_it()
    {
        var (item, file, wider) = await GivenShutFileAsync("Serves two");
        await board.KeepAsync(new FileLink(file.Id, "item", wider.Id)); // as it could be attached before
        var (officer, analyst) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Analyst));
        (string, string)[] widened = [("Input.Reason", "x"), .. new[] { Somebody.Officer, Somebody.Analyst, Somebody.LayMember }.Select(s => ("Input.People", $"{s.Id}"))];

        var whole = await analyst.OverpostAsync(await analyst.OpenAsync($"/restrict/file/{file.Id}"), "Save", widened);
        await analyst.PressAsync(await analyst.OpenAsync($"/restrict/file/{file.Id}"), "Save", widened[..^1]); // now on a list of its own
        var own = await analyst.OverpostAsync(await analyst.OpenAsync($"/restrict/file/{file.Id}"), "Save", widened);
        foreach (var refused in new[] { whole, own }) Assert.StartsWith("What this hangs on is restricted", Assert.Single(refused.Errors), StringComparison.Ordinal);
        await board.ExpectAsync($"/history/file/{file.Id}", opens: [Somebody.Officer, Somebody.Analyst], shut: [Somebody.LayMember, Somebody.Chair]);

        var early = await officer.PressAsync(await officer.OpenAsync($"/restrict/file/{file.Id}"), Lift, ("Input.OpenTo", "Board"));
        Assert.StartsWith("What it hangs on is restricted", Assert.Single(early.Errors), StringComparison.Ordinal);
        await officer.PressAsync(await officer.OpenAsync($"/library/items/{item.Id}/edit"), "Save", ("Input.Confidentiality", "Board"));
        await officer.PressAsync(await officer.OpenAsync($"/restrict/file/{file.Id}"), Lift, ("Input.OpenTo", "Board"));
        await board.ExpectAsync($"/history/file/{file.Id}", opens: [Somebody.LayMember, Somebody.Chair], shut: [Somebody.PoliceLead]);
    }

    [Fact]
    public async Task Whoever_restricts_a_record_is_told_which_files_something_else_keeps_open()
    {
        Finding finding = A.Finding("Shut, its file not");
        LibraryItem item = new(Volume.Qualitative, "Case audit", "Uses the file too", new(2026, 9, 1), null);
        var (mine, both, hidden) = (AFile(finding, "mine.txt"), AFile(finding, "both.txt"), AFile(finding, "hidden.txt"));
        hidden.LimitTo(Confidentiality.Group, Somewhere.Panel.AccessListId);
        await board.KeepAsync(finding, item, mine, both, hidden);
        await board.KeepAsync([.. new[] { mine, both, hidden }.Select(f => new FileLink(f.Id, "finding", finding.Id)), .. new[] { both, hidden }.Select(f => new FileLink(f.Id, "item", item.Id))]);
        var chair = await board.AsAsync(Somebody.QualityChair);

        var saved = await chair.PressAsync(await chair.OpenAsync($"/restrict/finding/{finding.Id}"), Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.QualityChair.Id}"));

        Assert.Contains("Restricted to the people you chose. Files that stay open because something else uses them too: both.txt<", saved.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden.txt", saved.Body, StringComparison.Ordinal);
        await board.ExpectAsync($"/history/file/{mine.Id}", opens: [Somebody.QualityChair], shut: [Somebody.LayMember]);
        await board.ExpectAsync($"/history/file/{both.Id}", opens: [Somebody.QualityChair, Somebody.LayMember], shut: []);
    }

    // An item for the officer and an analyst alone, with its file; and an item of the analyst's that the board reads.
    private async Task<(LibraryItem Item, StoredFile File, LibraryItem Wider)> GivenShutFileAsync(string title)
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", title, new(2026, 9, 1), null), wider = new(Volume.Qualitative, "Case audit", $"Wider: {title}", new(2026, 9, 1), null);
        AccessList named = new(AccessListOwner.Record, item.Id), own = new(AccessListOwner.Record, wider.Id);
        foreach (var (list, somebody) in new[] { (named, Somebody.Officer), (named, Somebody.Analyst), (own, Somebody.Analyst) }) list.Admit(MemberKind.Person, somebody.Id, new(2026, 1, 1), "tests");
        item.LimitTo(Confidentiality.Restricted, named.Id);
        wider.LimitTo(Confidentiality.Board, own.Id);
        var file = AFile(item);
        await board.KeepAsync(named, own, item, wider, file, new FileLink(file.Id, "item", item.Id));
        return (item, file, wider);
    }
}
