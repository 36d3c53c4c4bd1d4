using System.Globalization;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Tests.Governance;

[Trait("feature", "C6")]
public class SpokenActionTests
{
    private static readonly DateOnly Held = new(2026, 11, 23);
    private static readonly WorkingDays Calendar = new([]);
    private static readonly NamedBody Police = new(Guid.CreateVersion7(), "Harrowdown Police", "Police"), Read = new(Guid.CreateVersion7(), "Right to Read", "R2R"),
        Board = new(Guid.CreateVersion7(), "The Board", "Board"), Quality = new(Guid.CreateVersion7(), "Quality and Performance", "Quality"), Other = new(Guid.CreateVersion7(), "Quality of Care", "Quality");
    private static readonly NamedBody[] Everybody = [Police, Read, Board, Quality, Other];

    [Theory]
    [InlineData("Police to publish the guide by 15 January 2027", "Publish the guide", "15 January 2027")]
    [InlineData("harrowdown police to publish the guide by 15 Jan 2027.", "Publish the guide", "15 Jan 2027")]
    [InlineData("POLICE to publish the guide in 10 working days", "Publish the guide", "+10")]
    [InlineData("the Police to publish the guide, within 1 working day", "Publish the guide", "+1")]
    [InlineData("Police to publish the guide by 15/1/27 for R-BM4B9", "Publish the guide for R-BM4B9", "15/1/27")]
    [InlineData("Police to publish the guide for R-BM4B9 by 15th of January 2027", "Publish the guide for R-BM4B9", "15 January 2027")]
    [InlineData("Police to publish the guide by 15 January", "Publish the guide", "15 January")]
    [InlineData("Police to publish the guide", "Publish the guide", null)]
    [InlineData("Police to deliver it by hand", "Deliver it by hand", null)]
    [InlineData("Police to go to schools by 1.2.2027", "Go to schools", "1.2.2027")]
    public void A_line_says_who_does_what_by_when(string typed, string words, string? due)
    {
        Assert.Equal(new SpokenAction(Police.Id, words, due), SpokenAction.Read(typed, Everybody));
    }

    [Fact]
    public void A_name_may_hold_the_word_to_or_an_article()
    {
        Assert.Equal(new SpokenAction(Read.Id, "Visit schools", null), SpokenAction.Read("Right to Read to visit schools", Everybody));
        Assert.Equal(new SpokenAction(Board.Id, "Visit schools", null), SpokenAction.Read("board to visit schools", Everybody));
    }

    [Theory]
    [InlineData("Quality to look again", "“Quality” can be more than one: choose who will do it")]
    [InlineData("Fire to look again to be sure", "No agency or group is called “Fire”: choose who will do it")]
    [InlineData("Ring the school", null)]
    public void Who_can_not_be_told_is_asked_for_and_the_words_stay(string typed, string? problem)
    {
        Assert.Equal(new SpokenAction(null, typed, null, problem), SpokenAction.Read(typed, Everybody));
        var problems = QuickLine.Read(LineKind.Action, typed, null, "+5", Held, Calendar, out _, Everybody);
        Assert.Equal([new("OwnerId", problem ?? "Choose who will do it")], problems);
        Assert.Empty(QuickLine.Read(LineKind.Action, typed, Police.Id, "+5", Held, Calendar, out var chosen, Everybody));
        Assert.Equal(typed, chosen!.Text);
    }

    [Fact]
    public void A_whole_line_needs_no_box()
    {
        var problems = QuickLine.Read(LineKind.Decision, "action: Police to publish the guide by 15 January 2027 for R-BM4B9", null, null, Held, Calendar, out var line, Everybody);

        Assert.Empty(problems);
        Assert.Equal(new QuickLine(LineKind.Action, "Publish the guide", Police.Id, new(2027, 1, 15), "R-BM4B9"), line);
    }

    [Fact]
    public void A_day_that_does_not_exist_is_refused_and_not_taken_for_words()
    {
        Assert.Equal(["Due"], QuickLine.Read(LineKind.Action, "Police to publish it by 31 June 2027", null, null, Held, Calendar, out _, Everybody).Select(p => p.Field));
    }

    [Fact]
    public void The_line_and_the_boxes_may_not_say_different_things()
    {
        var differ = QuickLine.Read(LineKind.Action, "Police to publish it by 15 January 2027", Read.Id, "+1", Held, Calendar, out var none, Everybody);
        var agree = QuickLine.Read(LineKind.Action, "Police to publish it by 15 January 2027", Police.Id, "15/1/2027", Held, Calendar, out var line, Everybody);

        Assert.Equal(["OwnerId", "Due"], differ.Select(p => p.Field));
        Assert.Null(none);
        Assert.Empty(agree);
        Assert.Equal(new QuickLine(LineKind.Action, "Publish it", Police.Id, new(2027, 1, 15)), line);
    }

    // Whoever is named, whatever is done, whenever: put together in words and taken apart again.
    [Fact]
    public void What_is_put_together_is_taken_apart_the_same()
    {
        string[] deeds = ["Write to schools", "Train by using films", "Say who to call", "Go", "Look in on 3 homes", "Meet Police to plan"];
        string[] forms = ["d MMMM yyyy", "d MMM yyyy", "d/M/yyyy", "d.M.yyyy", "yyyy-MM-dd"];
        Random random = new(20261123);
        for (var n = 0; n < 2000; n++)
        {
            var body = ((NamedBody[])[Police, Read, Board])[random.Next(3)];
            var deed = deeds[random.Next(deeds.Length)];
            var day = Held.AddDays(random.Next(1, 900));
            var (code, days) = (random.Next(2) == 0 ? Reference.New('R') : null, random.Next(1, 100));
            var inDays = random.Next(3) == 0;
            var when = inDays ? $"in {days} working days" : "by " + day.ToString(forms[random.Next(forms.Length)], CultureInfo.GetCultureInfo("en-GB"));
            var name = random.Next(2) == 0 ? body.Name : body.ShortName.ToUpperInvariant();
            var line = $"action: {name} to {char.ToLowerInvariant(deed[0])}{deed[1..]} {when}{(code is null ? "" : $" for {code}")}";

            var problems = QuickLine.Read(LineKind.Decision, line, null, null, Held, Calendar, out var read, Everybody);

            Assert.True(problems.Count == 0, $"{line}: {string.Join("; ", problems)}");
            Assert.Equal(new QuickLine(LineKind.Action, deed, body.Id, inDays ? Calendar.Add(Held, days) : day, code), read);
        }
    }
}
