using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DigestOfADay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "ForDay",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Told",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                table: "AspNetUsers",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Daily");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_PersonId_ForDay",
                table: "outbox",
                columns: new[] { "PersonId", "ForDay" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_PersonId_ForDay",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "ForDay",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "Told",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "Digest",
                table: "AspNetUsers");
        }
    }
}
