using Goldthread.Domain.Library;

namespace Goldthread.Domain.Tests.Library;

[Trait("feature", "F11")]
public class PersonalDetailsTests
{
    [Theory]
    [InlineData("John Smith chronology.docx", "somebody’s name")]
    [InlineData("SMITH_Olivia_report.pdf", "somebody’s name")]
    [InlineData("Child A dob 3 March.docx", "a date of birth")]
    [InlineData("943 476 5919 notes.pdf", "an NHS number")]
    [InlineData("Case 1204417 minutes.docx", "the number of a case")]
    public void A_name_that_says_who_a_child_is_is_seen(string name, string expected) => Assert.Contains(expected, PersonalDetails.Seen(name));

    [Theory]
    [InlineData("Section 11 audit 2026.xlsx")]
    [InlineData("Neglect audit 20260327.pdf")]
    [InlineData("Minutes 27032026.docx")]
    [InlineData("Annual Report 2025-26 final v3.pdf")]
    [InlineData("Voice of the Child.pptx")]
    [InlineData("S175 return St John's Primary.pdf")]
    [InlineData("9434765918.pdf")]
    public void An_everyday_name_is_let_pass(string name) => Assert.Empty(PersonalDetails.Seen(name));
}
