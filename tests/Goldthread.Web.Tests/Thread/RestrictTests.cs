using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Thread;
using Microsoft.EntityFrameworkCore;
using static Goldthread.Web.Tests.Thread.Readers;

namespace Goldthread.Web.Tests.Thread;

/// <summary>Who may shut a record to named people, and that somebody who sees it through goes on reading it.</summary>
[Trait("threat", "T01"), Trait("threat", "T05")]
public class RestrictTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restricting_asks_why_warns_who_loses_it_and_leaves_somebody_who_governs_it()
    {
        Recommendation recommendation = A.Recommendation("Not closed to oneself");
        await board.KeepAsync(recommendation);
        var (officer, administrator) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Administrator));
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.OpenAsync($"/restrict/recommendation/{recommendation.Id}")).Status); // she does not see it

        var form = await officer.OpenAsync($"/restrict/recommendation/{recommendation.Id}");
        foreach (var loses in new[] { $"The business office: {Somebody.Officer.Name}", Somebody.QualityChair.Name, "Those asked: Children's Social Care" }) Assert.Contains(loses, form.Text, StringComparison.Ordinal);
        var refused = await officer.PressAsync(form, Restrict, ("Input.People", $"{Somebody.SocialCareLead.Id}"));
        Assert.Equal(2, refused.Errors.Count);
        Assert.Equal(Confidentiality.Board, (await board.NowAsync(recommendation)).Confidentiality);
        await officer.PressAsync(refused, Restrict, ("Input.People", $"{Somebody.QualityChair.Id}"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.Reason", "Names a child’s school"));

        Assert.Contains("Names a child’s school", (await officer.OpenAsync($"/history/recommendation/{recommendation.Id}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Names a child’s school", (await administrator.OpenAsync("/audit")).Text, StringComparison.Ordinal);
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public async Task Who_only_records_findings_restricts_findings_and_no_recommendation()
    {
        var built = A.Recommendation("Restricted by the right of its kind");
        var recommendation = await board.GivenAsync(built);
        var member = await board.AsAsync(Somebody.QualityMember);

        Assert.Equal(HttpStatusCode.OK, (await member.OpenAsync($"/restrict/finding/{built.Before.OfType<Finding>().Single().Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.OpenAsync($"/restrict/recommendation/{recommendation.Id}")).Status);
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public async Task A_member_shuts_no_finding_away_from_those_who_see_it_through()
    {
        Finding finding = A.Finding("Shut away by a member");
        await board.KeepAsync(finding);
        var member = await board.AsAsync(Somebody.QualityMember);
        var form = await member.OpenAsync($"/restrict/finding/{finding.Id}");

        var refused = await member.PressAsync(form, Restrict, ("Input.Reason", "x"), ("Input.People", $"{Somebody.QualityMember.Id}"));

        Assert.StartsWith("Choose also somebody who governs it", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(Confidentiality.Board, (await board.NowAsync(finding)).Confidentiality);
        await member.PressAsync(refused, Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.QualityMember.Id}"), ("Input.People", $"{Somebody.QualityChair.Id}"));
        Assert.Equal(Confidentiality.Restricted, (await board.NowAsync(finding)).Confidentiality);
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public async Task A_finding_that_a_member_records_for_named_people_is_read_by_the_chair_who_answers_for_it()
    {
        var (member, chair) = (await board.AsAsync(Somebody.QualityMember), await board.AsAsync(Somebody.QualityChair));

        await member.OverpostAsync(await member.OpenAsync("/findings/new"), "Save finding", ("Input.Title", "Named from the start"), ("Input.Detail", "d"), ("Input.MeaningForChildren", "m"), ("Input.OwnerGroupId", $"{Somewhere.Quality.Id}"),
            ("Input.Themes", $"{Somewhere.Neglect.Id}"), ("Input.Kind", "Risk"), ("Input.Strength", "Weak"), ("Input.Reach", "System"), ("Input.Confidentiality", "Restricted"));

        Finding finding;
        await using (var db = board.OpenAll()) finding = await db.Findings.SingleAsync(f => f.Title == "Named from the start", Stop);
        Assert.Equal(Confidentiality.Restricted, finding.Confidentiality);
        foreach (var reads in new[] { member, chair }) Assert.Equal(HttpStatusCode.OK, (await reads.OpenAsync($"/findings/{finding.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/findings/{finding.Id}")).Status);
    }
}
